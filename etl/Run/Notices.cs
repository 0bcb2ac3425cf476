using System.Globalization;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Tells the operator of a night that failed or is late, and of the first one that went well again: once a night, not with every retry. What was told
/// is kept in <c>ops.notice</c>, or in a file of the data folder while PostgreSQL doesn't answer. It never breaks a night.
/// </summary>
internal sealed class Notices(NoticeChannel channel, Folders folders, TimeProvider time, Action<string> tell)
{
    private const string Served = "select generation, kind, as_of_date, published_at from mart.generation order by generation desc limit 1";
    private const string Claim = """
        insert into ops.notice as n (state, since) values (@state, @now)
        on conflict (one) do update set state = excluded.state, since = excluded.since where n.since < @again or n.state = 'late' and excluded.state = 'failed'
        returning n.since
        """;
    private const string ClaimHold = """
        insert into ops.notice as n (state, since) values (@state, @now)
        on conflict (one) do update set state = excluded.state, since = excluded.since where n.state <> excluded.state
        returning n.since
        """;
    private const string Unclaim = "delete from ops.notice";
    private const string Recover = "delete from ops.notice returning since";

    /// <summary>The next night is told anew, a retry is not.</summary>
    private static readonly TimeSpan OneNight = TimeSpan.FromHours(20);

    private string Kept => Path.Combine(folders.Data, "told-without-database");

    public static Notices FromEnvironment(Folders folders, TimeProvider time, Action<string> tell) => new(new(Environment.GetEnvironmentVariable(NoticeChannel.Variable)), folders, time, tell);

    /// <param name="dataSource">Null when there is no PostgreSQL.</param>
    /// <param name="failure">Why. A second run, one that was taken over and one that was stopped by its operator are no failed nights.</param>
    /// <param name="step">The step that it came to.</param>
    public Task FailedAsync(NpgsqlDataSource? dataSource, Exception failure, string? step)
        => failure is AlreadyRunningException or LeaseLostException || Explanation.Of(failure).Code == ExitCode.Cancelled
        ? Task.CompletedTask
        : failure is HeldException held ? TryAsync(dataSource, "held", served => Notice.OfHold(held, served, time.GetUtcNow()), ClaimHold)
        : TryAsync(dataSource, "failed", served => Notice.OfFailure(failure, step, served, time.GetUtcNow()));

    public Task LateAsync(NpgsqlDataSource dataSource, DateTimeOffset due) => TryAsync(dataSource, "late", served => Notice.OfLateness(due, served, time.GetUtcNow()));

    /// <summary>A night published, or found nothing to change.</summary>
    public async Task WentWellAsync(NpgsqlDataSource dataSource)
    {
        if (!channel.IsOpen) return;
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(CancellationToken.None);
            var since = await connection.ExecuteScalarAsync<DateTime?>(Recover);
            if (File.Exists(Kept))
            {
                since ??= File.GetLastWriteTimeUtc(Kept);
                File.Delete(Kept);
            }
            if (since is { } told) await SendAsync(Notice.OfRecovery(new DateTimeOffset(told, TimeSpan.Zero), await ServedAsync(connection), time.GetUtcNow()));
        }
        catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            Untold(Explanation.Of(e).Message);
        }
    }

    private async Task TryAsync(NpgsqlDataSource? dataSource, string state, Func<NoticeServed?, Notice> make, string claim = Claim)
    {
        if (!channel.IsOpen) return;
        try
        {
            if (dataSource is not null)
            {
                await using var connection = await dataSource.OpenConnectionAsync(CancellationToken.None);
                var now = time.GetUtcNow().UtcDateTime;
                if (await connection.ExecuteScalarAsync<DateTime?>(claim, new { state, now, again = now - OneNight }) is null) return;
                if (!await SendAsync(make(await ServedAsync(connection)))) await connection.ExecuteAsync(Unclaim);
                return;
            }
        }
        catch (NpgsqlException)
        {
            // then it is told without PostgreSQL, below
        }
        await WithoutDatabaseAsync(make);
    }

    private async Task WithoutDatabaseAsync(Func<NoticeServed?, Notice> make)
    {
        try
        {
            if (File.Exists(Kept) && time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(Kept) < OneNight) return;
            if (await SendAsync(make(null))) await File.WriteAllTextAsync(Kept, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Untold(Explanation.Of(e).Message);
        }
    }

    private static Task<NoticeServed?> ServedAsync(NpgsqlConnection connection) => connection.QuerySingleOrDefaultAsync<NoticeServed>(Served);

    private async Task<bool> SendAsync(Notice notice)
    {
        var failure = await channel.SendAsync(notice);
        if (failure is not null) Untold(failure);
        return failure is null;
    }

    private void Untold(string why) => tell($"The message of {NoticeChannel.Variable} was not delivered: {why}.");
}
