using System.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace PersonEtl.MartApi.Web;

/// <summary>Writes a problem as application/problem+json. Nothing of the request is repeated in it.</summary>
internal static class ProblemAnswer
{
    /// <summary>Answers with a problem; <paramref name="errors"/> names what is wrong by place, never by value, <paramref name="survivor"/> the person that stands for the one asked for.</summary>
    public static Task WriteProblem(this HttpResponse response, Problem problem, IReadOnlyDictionary<string, string>? errors = null, Guid? survivor = null)
    {
        response.StatusCode = problem.Status;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) response.Headers[HeaderNames.RetryAfter] = "30";
        return response.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", problem.Type);
            json.WriteString("title", problem.Title);
            json.WriteNumber("status", problem.Status);
            json.WriteString("wayOut", problem.WayOut);
            if (errors is not null)
            {
                json.WriteStartObject("errors");
                foreach (var (place, error) in errors) json.WriteString(place, error);
                json.WriteEndObject();
            }
            if (survivor is { } id) json.WriteString("survivor", id);
            json.WriteString("traceId", Activity.Current?.TraceId.ToString() ?? response.HttpContext.TraceIdentifier);
            json.WriteEndObject();
        }, response.HttpContext.RequestAborted, "application/problem+json");
    }
}
