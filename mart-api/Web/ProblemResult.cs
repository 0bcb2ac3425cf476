namespace PersonEtl.MartApi.Web;

/// <summary>A problem as a result, for routes that answer with results.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteProblem(problem);
}
