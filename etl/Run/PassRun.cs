using Npgsql;

namespace PersonEtl.Etl.Run;

/// <summary>A night or a small pass, with what is told of how it ended.</summary>
internal static class PassRun
{
    public static async Task<RunResult> RunAsync(
        bool small, NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, RunConsole console, Notices notices, CancellationToken cancellationToken)
    {
        var pass = small ? new SmallPass(dataSource, folders, options, time, console) : null;
        var night = small ? null : new NightlyRun(dataSource, folders, options, time, console);
        RunResult result;
        try
        {
            result = await (pass is not null ? pass.RunAsync(cancellationToken) : night!.RunAsync(cancellationToken));
        }
        catch (Exception e)
        {
            await notices.FailedAsync(dataSource, e, pass?.Step ?? night?.Step);
            throw;
        }
        // a small pass that went well doesn't say that the night will
        if (!small) await notices.WentWellAsync(dataSource);
        return result;
    }
}
