using Npgsql;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// Stops a run inside PostgreSQL at a chosen point until the test opens: a trigger waits for an advisory lock that this holds.
/// So a test can kill a run in the midst of a statement, whatever the speed of the machine.
/// </summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly Installation at;
    private readonly NpgsqlConnection holder;
    private readonly int number;

    private Gate(Installation at, NpgsqlConnection holder, int number)
    {
        this.at = at;
        this.holder = holder;
        this.number = number;
    }

    /// <summary>Before the generation's row is written: after the checks, before the commit.</summary>
    public static Task<Gate> BeforeGenerationAsync(Installation at)
        => HoldAsync(at, 1, "create or replace trigger gate before insert on mart.generation for each row execute function public.wait_at_gate(1)");

    /// <summary>In the commit itself.</summary>
    public static Task<Gate> InCommitAsync(Installation at)
        => HoldAsync(at, 2, """
            drop trigger if exists gate_of_commit on mart.generation;
            create constraint trigger gate_of_commit after insert on mart.generation deferrable initially deferred for each row execute function public.wait_at_gate(2)
            """);

    /// <summary>
    /// At the first row that COPY brings into a table's staging table, which must be there. A first night copies into the table itself; later the gate isn't there,
    /// for a night that publishes while the gate is shut would wait at it for ever.
    /// </summary>
    public static async Task<Gate> InCopyAsync(Installation at, string table)
    {
        var isFirst = await at.ScalarAsync<bool>("select not exists (select from mart.generation)");
        return await HoldAsync(at, 3, $"create or replace trigger gate before insert on {(isFirst ? table : "staging." + table.Replace('.', '_'))} for each row execute function public.wait_at_gate(3)");
    }

    /// <summary>Until a run waits at the gate.</summary>
    public Task UntilReachedAsync() => this.at.UntilAsync($"select exists ({Waiting("1")})");

    /// <summary>Ends the session that waits, so that nothing of it is carried out; else it would go on in the server, though its program is dead.</summary>
    public Task TurnAwayAsync() => this.at.ExecuteAsync(Waiting("pg_terminate_backend(pid, 5000)"));

    public Task OpenAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync() => await this.holder.DisposeAsync();

    private static async Task<Gate> HoldAsync(Installation at, int number, string trigger)
    {
        await at.ExecuteAsync($$"""
            create or replace function public.wait_at_gate() returns trigger language plpgsql as
            'begin perform pg_advisory_xact_lock_shared(4711, tg_argv[0]::integer); return new; end';
            {{trigger}}
            """);
        var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(at.OurConnectionString) { Pooling = false }.ConnectionString);
        await holder.OpenAsync();
        await using var command = new NpgsqlCommand($"select pg_advisory_lock(4711, {number})", holder);
        await command.ExecuteNonQueryAsync();
        return new(at, holder, number);
    }

    private string Waiting(string what) => $"""
        select {what} from pg_locks
        where locktype = 'advisory' and not granted and classid = 4711 and objid = {this.number} and database = (select oid from pg_database where datname = current_database())
        """;
}
