using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace PersonEtl.MartApi.Web;

/// <summary>Metrics for Prometheus on a port of their own: routes by template, statuses and times, and the database's pool. No value of a request is in them.</summary>
internal static class Metrics
{
    public static void AddPrometheus(this IServiceCollection services) => services.AddOpenTelemetry().ConfigureResource(r => r.AddService("mart-api")).WithMetrics(m => m
        .AddAspNetCoreInstrumentation()
        .AddMeter("Npgsql")
        .AddPrometheusExporter());

    /// <summary>On the metrics port there are the metrics and nothing else, and they are on no other port.</summary>
    public static void UsePrometheus(this WebApplication app, int port) => app.MapWhen(
        http => http.Connection.LocalPort == port,
        metrics =>
        {
            metrics.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
            metrics.Run(http => http.Response.WriteProblem(Problem.RouteNotFound));
        });
}
