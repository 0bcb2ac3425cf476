using Microsoft.Extensions.Hosting;
using PersonEtl.Etl.Mart;
using Quartz;

namespace PersonEtl.Etl.Run;

/// <summary>
/// The nightly trigger, and that of small passes where they are switched on, stored before the scheduler starts. A trigger that is there with the same cron is left as it is, so that
/// a night that was missed while no scheduler ran is made up; one with another cron is replaced. A missed small pass is not made up: the next one has its deltas.
/// </summary>
internal sealed class NightlyTrigger(ISchedulerFactory schedulers, string cron, TimeSpan? smallEvery) : IHostedService
{
    private const string Group = "etl";

    private static readonly TriggerKey Key = new("nightly", Group);

    public static readonly TriggerKey SmallKey = new("small", Group);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = JobBuilder.Create<NightlyJob>().WithIdentity("night", Group).StoreDurably().RequestRecovery().Build();
        await ScheduleSmallAsync(scheduler, job, cancellationToken);
        if (await scheduler.GetTrigger(Key, cancellationToken) is ICronTrigger stored && string.Equals(stored.CronExpressionString, cron, StringComparison.Ordinal)) return;
        var trigger = TriggerBuilder.Create().WithIdentity(Key).ForJob(job)
            .WithCronSchedule(cron, c => c.InTimeZone(Instant.Norway).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
        await scheduler.ScheduleJob(job, trigger, new() { Replace = true }, cancellationToken);
    }

    private async Task ScheduleSmallAsync(IScheduler scheduler, IJobDetail job, CancellationToken cancellationToken)
    {
        var stored = await scheduler.GetTrigger(SmallKey, cancellationToken) as ISimpleTrigger;
        if (smallEvery is not { } every)
        {
            if (stored is not null) await scheduler.UnscheduleJob(SmallKey, cancellationToken);
            return;
        }
        if (stored?.RepeatInterval == every) return;
        var trigger = TriggerBuilder.Create().WithIdentity(SmallKey).ForJob(job)
            .WithSimpleSchedule(s => s.WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build();
        await scheduler.ScheduleJob(job, trigger, new() { Replace = true }, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
