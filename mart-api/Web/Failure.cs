using System.Net.Sockets;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using PersonEtl.MartApi.Mart;

namespace PersonEtl.MartApi.Web;

/// <summary>Turns what was thrown into a problem; the exception's own text never goes out.</summary>
internal sealed partial class Failure(ILogger<Failure> logger)
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

    /// <summary>Answers a request that threw.</summary>
    public async Task Answer(HttpContext http)
    {
        var thrown = http.Features.Get<IExceptionHandlerFeature>()!;
        var problem = Of(thrown.Error);
        if (problem.Status >= 500 && !http.RequestAborted.IsCancellationRequested)
        {
            var route = (thrown.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
            if (problem == Problem.NothingPublished) Log.Waiting(logger, route);
            else Log.Failed(logger, route, problem.Name, thrown.Error.GetType().Name, Say(thrown.Error), thrown.Error.StackTrace);
        }
        await http.Response.WriteProblem(problem);
    }

    /// <summary>Our own messages hold no value of a request; of the database's only the code surely holds none.</summary>
    private static string? Say(Exception thrown) => thrown switch
    {
        SetupException or Exports.DamagedExportException => thrown.Message,
        PostgresException refused => refused.SqlState,
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Route}: nothing is published yet")]
        public static partial void Waiting(ILogger logger, string route);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Route} answered {Problem}: {Exception} {Said} {StackTrace}")]
        public static partial void Failed(ILogger logger, string route, string problem, string exception, string? said, string? stackTrace);
    }
}
