using Microsoft.Extensions.Hosting;
using PersonEtl.Etl.Mart;
using Quartz;

namespace PersonEtl.Etl.Run;

/// <summary>
/// The one nightly trigger, stored before the scheduler starts. A trigger that is there with the same cron is left as it is, so that
/// a night that was missed while no scheduler ran is made up; one with another cron is replaced.
/// </summary>
internal sealed class NightlyTrigger(ISchedulerFactory schedulers, string cron) : IHostedService
{
    private const string Group = "etl";

    private static readonly TriggerKey Key = new("nightly", Group);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = JobBuilder.Create<NightlyJob>().WithIdentity("night", Group).StoreDurably().RequestRecovery().Build();
        if (await scheduler.GetTrigger(Key, cancellationToken) is ICronTrigger stored && string.Equals(stored.CronExpressionString, cron, StringComparison.Ordinal)) return;
        var trigger = TriggerBuilder.Create().WithIdentity(Key).ForJob(job)
            .WithCronSchedule(cron, c => c.InTimeZone(Instant.Norway).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
        await scheduler.ScheduleJob(job, trigger, new() { Replace = true }, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
