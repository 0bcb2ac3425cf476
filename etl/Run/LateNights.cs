using Microsoft.Extensions.Hosting;
using Npgsql;
using PersonEtl.Etl.Mart;
using Quartz;

namespace PersonEtl.Etl.Run;

/// <summary>Beside the scheduler: tells of a night that was due and has not ended well within its limit.</summary>
internal sealed class LateNights(NpgsqlDataSource dataSource, Notices notices, TimeProvider time, string cron, TimeSpan limit) : BackgroundService
{
    private const string EndedWell = """
        select exists (
            select from ops.run r join ops.step s using (run_id)
            where r.ended_at >= @due and s.step = 'collect' and (r.outcome in ('published', 'unchanged') or exists (select from ops.hold))
        )
        """;

    private readonly CronExpression nights = new(cron, Instant.Norway);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var next = nights.GetNextValidTimeAfter(time.GetUtcNow());
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Clamp(limit.TotalSeconds / 10, 1, 60)), time);
        try
        {
            while (next is { } due && await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (time.GetUtcNow() < due + limit) continue;
                if (!await EndedWellAsync(due, stoppingToken)) await notices.LateAsync(dataSource, due);
                next = nights.GetNextValidTimeAfter(time.GetUtcNow() - limit);
            }
        }
        catch (OperationCanceledException)
        {
            // the scheduler ends
        }
    }

    private async Task<bool> EndedWellAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand(EndedWell);
            command.Parameters.AddWithValue("due", due.UtcDateTime);
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
