using System.Net.Sockets;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Commands;

/// <summary>Runs the body of a verb and turns what it throws into one plain message and an exit code.</summary>
internal static class Guarded
{
    public static Task<int> RunAsync(Func<CancellationToken, Task<int>> body, CancellationToken cancellationToken) => RunAsync(body, Console.Error, cancellationToken);

    /// <param name="error">Where the message goes; a stack trace follows it only when <c>PERSONETL_DEBUG</c> is 1.</param>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> body, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return await body(cancellationToken);
        }
#pragma warning disable CA1031 // the last place that sees an exception: each becomes a message and a code
        catch (Exception e)
#pragma warning restore CA1031
        {
            var (code, message) = Explain(e);
            await error.WriteLineAsync(Mask.Numbers(message));
            if (string.Equals(Environment.GetEnvironmentVariable("PERSONETL_DEBUG"), "1", StringComparison.Ordinal)) await error.WriteLineAsync(Mask.Numbers(e.ToString()));
            return code;
        }
    }

    /// <summary>The exit code of an exception, and what a person is told; never a value that came from a register.</summary>
    public static (int Code, string Message) Explain(Exception exception) => exception switch
    {
        BadInputException e => (ExitCode.BadInput, $"{e.Message} ({e.Code})"),
        NoDatabaseException e => (ExitCode.NoDatabase, e.Message),
        OperationCanceledException { InnerException: not TimeoutException } => (ExitCode.Cancelled, "Stopped."),
        PostgresException { SqlState: ['5', '7', 'P', ..] } => (ExitCode.NoDatabase, "PostgreSQL was stopped, or ended our session."),
        NpgsqlException { InnerException: IOException or SocketException } => (ExitCode.NoDatabase, "PostgreSQL does not answer any more."),
        // classes 22 and 23: the message repeats the value
        PostgresException { SqlState: ['2', '2' or '3', ..] } e => (ExitCode.Broken, $"PostgreSQL refused a row (SQLSTATE {e.SqlState}{Place(e)})."),
        PostgresException e => (ExitCode.Broken, $"PostgreSQL: {e.MessageText} (SQLSTATE {e.SqlState})."),
        FormatException => (ExitCode.Broken, "A value had another format than expected. PERSONETL_DEBUG=1 shows where."),
        AggregateException { InnerExceptions.Count: 1 } e => Explain(e.InnerExceptions[0]),
        _ => (ExitCode.Broken, $"{exception.Message} ({exception.GetType().Name})"),
    };

    private static string Place(PostgresException e) => string.Concat(
        e.TableName is null ? "" : $", table {e.SchemaName}.{e.TableName}",
        e.ColumnName is null ? "" : $", column {e.ColumnName}",
        e.ConstraintName is null ? "" : $", constraint {e.ConstraintName}");
}
