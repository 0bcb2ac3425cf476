using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace PersonEtl.MartApi.Mart;

/// <summary>Ready means: the database answers, and a generation is served.</summary>
internal sealed class ServedCheck(MartDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var reading = await MartReading.Begin(database, cancellationToken);
            return HealthCheckResult.Healthy($"Generation {reading.Snapshot.Generation} is served.");
        }
        catch (Exception e) when (e is NothingPublishedException or NpgsqlException or SetupException)
        {
            return HealthCheckResult.Unhealthy(Web.Failure.Of(e).WayOut);
        }
    }
}
