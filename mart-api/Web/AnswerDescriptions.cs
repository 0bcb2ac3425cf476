namespace PersonEtl.MartApi.Web;

/// <summary>Describes the answers of a route beside the route.</summary>
internal static class AnswerDescriptions
{
    /// <summary>The good answer, the problems of this route, and those that any route with a token and a database may have.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, int status, string text, string schema, params Problem[] problems) =>
        route.WithMetadata(new AnswerDescription(status, text, schema, [.. problems, Problem.TokenMissing, Problem.ScopeMissing, Problem.NothingPublished, Problem.DatabaseUnavailable]));
}
