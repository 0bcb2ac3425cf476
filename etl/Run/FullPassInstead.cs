using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Run;

/// <summary>
/// The full pass that a small one makes where what is new can't be published alone. What a check or a guard stopped, or bad input, would stop the next one too,
/// and small passes come every few minutes: so after one that failed the next is the night's. One that was killed or lost its database is made again.
/// </summary>
internal static class FullPassInstead
{
    private const string Failed = "full pass failed";
    private const string HasFailed = $"select exists (select from ops.step where step = '{Failed}' and started_at > (select coalesce(max(published_at), '-infinity') from mart.generation where kind = 'full'))";

    /// <summary>Whether one has failed since a night published last.</summary>
    public static Task<bool> HasFailedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => connection.ExecuteScalarAsync<bool>(new(HasFailed, cancellationToken: cancellationToken));

    /// <summary>Makes it; a failure is noted in the log of the small pass.</summary>
    public static async Task<RunResult> RunAsync(NightlyRun night, RunLog small, CancellationToken cancellationToken)
    {
        try
        {
            return await night.RunAsync(cancellationToken);
        }
        catch (Exception e) when (Explanation.Of(e).Code is ExitCode.BadInput or ExitCode.CheckFailed)
        {
            await small.StepAsync(Failed, () => Task.FromResult(night.Step), step => new(null, "", new { Step = step }));
            throw;
        }
    }
}
