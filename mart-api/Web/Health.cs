using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using PersonEtl.MartApi.Mart;

namespace PersonEtl.MartApi.Web;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: a generation is served.</summary>
internal static class Health
{
    private const string Ready = "ready";

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<ServedCheck>("mart", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = (http, report) => Write(http, report) });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = (http, report) => Write(http, report) });
    }

    private static Task Write(HttpContext http, Microsoft.Extensions.Diagnostics.HealthChecks.HealthReport report) => http.Response.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        foreach (var (name, entry) in report.Entries) json.WriteString(name, entry.Description);
        json.WriteEndObject();
    }, http.RequestAborted);
}
