using Microsoft.Extensions.Logging;
using Npgsql;
using PersonEtl.Etl.Publish;
using Quartz;
using Spectre.Console;

namespace PersonEtl.Etl.Run;

/// <summary>Quartz's door to nights and small passes, two triggers of one job: never two at once, a night made up when it was missed, taken over when its scheduler dies.</summary>
[DisallowConcurrentExecution]
internal sealed partial class NightlyJob(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, Notices notices, ILogger<NightlyJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var trigger = context.Recovering ? context.RecoveringTriggerKey : context.Trigger.Key;
        var small = NightlyTrigger.SmallKey.Equals(trigger);
        try
        {
            var result = await PassRun.RunAsync(small, dataSource, folders, options, time, new(AnsiConsole.Console), notices, cancellationToken);
            Log.Ended(logger, small ? "small pass" : "night", result.Published ? "published" : "unchanged", result.Generation);
        }
        catch (AlreadyRunningException e) when (small)
        {
            Log.Left(logger, e.Message);
        }
        catch (HeldException e)
        {
            Log.Held(logger, small ? "small pass" : "night", Explanation.Of(e).Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var message = Explanation.Of(e).Message;
            Log.Failed(logger, small ? "small pass" : "night", message);
#pragma warning disable MA0054 // Quartz logs an inner exception whole, and it may hold a person's data
            throw new JobExecutionException(message);
#pragma warning restore MA0054
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The {Pass} ended: {Outcome}; generation {Generation} is served")]
        public static partial void Ended(ILogger logger, string pass, string outcome, int generation);

        [LoggerMessage(LogLevel.Information, "A small pass was left out: {Reason}")]
        public static partial void Left(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The {Pass} published nothing: {Reason}")]
        public static partial void Held(ILogger logger, string pass, string reason);

        [LoggerMessage(LogLevel.Error, "The {Pass} failed and the last generation stays served: {Reason}")]
        public static partial void Failed(ILogger logger, string pass, string reason);
    }
}
