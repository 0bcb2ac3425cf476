using System.Net.Sockets;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using PersonEtl.MartApi.Mart;

namespace PersonEtl.MartApi.Web;

/// <summary>Turns what was thrown into a problem; the exception's own text never goes out.</summary>
internal sealed partial class Failure(ILogger<Failure> logger) : IExceptionHandler
{
    public static Problem Of(Exception thrown) => thrown switch
    {
        NothingPublishedException => Problem.NothingPublished,
        SetupException => Problem.DatabaseUnavailable,
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidParameterValue } => Problem.NothingPublished,
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => Problem.MartClosed,
        NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => Problem.DatabaseUnavailable,
        PostgresException { SqlState: ['0', '8', ..] or ['5', '7', ..] or ['2', '8', ..] } => Problem.DatabaseUnavailable,
        Exports.DamagedExportException => Problem.ExportDamaged,
        BadHttpRequestException bad => Problem.OfStatus(bad.StatusCode),
        _ => Problem.Unexpected,
    };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested) return true; // nobody waits for the answer
        var problem = Of(exception);
        if (problem.Status >= 500) Log.Failed(logger, Route(httpContext), problem.Name, exception.GetType().Name, (exception as PostgresException)?.SqlState, exception.StackTrace);
        await httpContext.Response.WriteProblem(problem);
        return true;
    }

    private static string Route(HttpContext http) => (http.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "no route";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Route} answered {Problem}: {Exception} {SqlState}{StackTrace}")]
        public static partial void Failed(ILogger logger, string route, string problem, string exception, string? sqlState, string? stackTrace);
    }
}
