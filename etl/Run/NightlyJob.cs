using Microsoft.Extensions.Logging;
using Npgsql;
using PersonEtl.Etl.Publish;
using Quartz;
using Spectre.Console;

namespace PersonEtl.Etl.Run;

/// <summary>Quartz's door to the night: never two at once, made up when it was missed, taken over when its scheduler dies.</summary>
[DisallowConcurrentExecution]
internal sealed partial class NightlyJob(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, Notices notices, ILogger<NightlyJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var run = new NightlyRun(dataSource, folders, options, time, new(AnsiConsole.Console));
        try
        {
            var result = await run.RunAsync(cancellationToken);
            await notices.WentWellAsync(dataSource);
            Log.Ended(logger, result.Published ? "published" : "unchanged", result.Generation);
        }
        catch (HeldException e)
        {
            Log.Held(logger, Explanation.Of(e).Message);
            await notices.FailedAsync(dataSource, e, run.Step);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var message = Explanation.Of(e).Message;
            Log.Failed(logger, message);
            await notices.FailedAsync(dataSource, e, run.Step);
#pragma warning disable MA0054 // Quartz logs an inner exception whole, and it may hold a person's data
            throw new JobExecutionException(message);
#pragma warning restore MA0054
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The night ended: {Outcome}; generation {Generation} is served")]
        public static partial void Ended(ILogger logger, string outcome, int generation);

        [LoggerMessage(LogLevel.Warning, "The night published nothing: {Reason}")]
        public static partial void Held(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "The night failed and the last generation stays served: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
