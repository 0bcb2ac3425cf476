using Npgsql;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>What every run has around it: the lease, a row in ops.run with how it ended, and one who watches.</summary>
internal static class LeasedRun
{
    /// <summary>Does the work while the lease is held; it is cancelled when another run took it.</summary>
    public static async Task<RunResult> RunAsync(
        NpgsqlDataSource dataSource, LeaseTerms lease, RunLog log, RunConsole console, Func<Publication, CancellationToken, Task<RunResult>> work, CancellationToken cancellationToken, Func<string?>? published = null)
    {
        await using var publication = await Publication.BeginAsync(dataSource, lease, cancellationToken);
        await log.BeginAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, publication.Lost);
        try
        {
            var result = await console.WatchAsync(() => work(publication, stop.Token));
            await log.EndAsync(result, CancellationToken.None);
            return result;
        }
        catch (Exception e)
        {
            var cause = await publication.CauseOfAsync(e);
            await log.FailAsync(string.Join(' ', new[] { Explanation.Of(cause).Message, published?.Invoke() }.OfType<string>()));
            if (cause != e) throw cause;
            throw;
        }
    }
}
