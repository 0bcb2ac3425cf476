using Npgsql;
using PersonEtl.DatabaseTests.Nights;

namespace PersonEtl.DatabaseTests.Readers;

/// <summary>Looks again and again whether a session of a reader waits for a lock.</summary>
internal sealed class LockWatch(AlternatingNights nights)
{
    // readers of the API note what they read; that a table of notes grows for one at a time is no publication's doing
    private const string Waiting = $"""
        select concat_ws(' ', a.application_name, 'waits for', coalesce(l.relation::regclass::text, l.locktype, a.wait_event), l.mode, ':', a.query)
        from pg_stat_activity a left join pg_locks l on l.pid = a.pid and not l.granted
        where a.datname = current_database() and a.application_name = '{ReadersOf.Session}'
            and (a.wait_event_type = 'Lock' and a.wait_event <> 'extend' or l.pid is not null and l.locktype <> 'extend')
        """;

    /// <summary>How often it looked.</summary>
    public int Looks { get; private set; }

    /// <summary>Who waited, and for what.</summary>
    public SortedSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public async Task WatchAsync(Func<bool> ended)
    {
        await using var connection = new NpgsqlConnection(nights.At.OurConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Waiting, connection);
        await command.PrepareAsync();
        while (!ended())
        {
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync()) Seen.Add(reader.GetString(0));
            }
            Looks++;
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
