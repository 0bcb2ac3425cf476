using System.Net.Sockets;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>What a person is told of an exception, and with which exit code; never a value that came from a register.</summary>
internal static class Explanation
{
    /// <summary>The exit code of an exception, and what a person is told; never a value that came from a register.</summary>
    public static (int Code, string Message) Of(Exception exception)
    {
        var (code, message) = Explain(exception);
        return (code, Mask.Numbers(message));
    }

    private static (int Code, string Message) Explain(Exception exception) => exception switch
    {
        BadInputException e => (ExitCode.BadInput, $"{e.Message} ({e.Code})"),
        CheckFailedException e => (ExitCode.CheckFailed, e.Message),
        HeldException e => (ExitCode.CheckFailed, e.Message),
        NotInMartException e => (ExitCode.NotFound, e.Message),
        AlreadyRunningException e => (ExitCode.AlreadyRunning, e.Message),
        LeaseLostException e => (ExitCode.AlreadyRunning, e.Message),
        NoDatabaseException e => (ExitCode.NoDatabase, e.Message),
        OperationCanceledException { InnerException: not TimeoutException } => (ExitCode.Cancelled, "Stopped."),
        PostgresException { SqlState: ['5', '7', 'P', ..] } => (ExitCode.NoDatabase, "PostgreSQL was stopped, or ended our session; its log says why."),
        NpgsqlException { InnerException: IOException or SocketException } => (ExitCode.NoDatabase, "PostgreSQL does not answer any more."),
        // classes 22 and 23: the message repeats the value
        PostgresException { SqlState: ['2', '2' or '3', ..] } e => (ExitCode.Broken, $"PostgreSQL refused a row (SQLSTATE {e.SqlState}{Place(e)})."),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } e => (ExitCode.Broken, $"PostgreSQL's disk is full: {e.MessageText}. Make room where its data folder lies (`show data_directory`), and run again; what is served stays served."),
        PostgresException e => (ExitCode.Broken, $"PostgreSQL: {e.MessageText} (SQLSTATE {e.SqlState})."),
        IOException e when Disk.IsFull(e) => (ExitCode.Broken, $"The disk is full: {e.Message.TrimEnd('.')}. Make room there, and run again; what is served stays served, and what was half written is taken away."),
        FormatException => (ExitCode.Broken, "A value had another format than expected. PERSONETL_DEBUG=1 shows where."),
        AggregateException { InnerExceptions.Count: 1 } e => Explain(e.InnerExceptions[0]),
        _ => (ExitCode.Broken, $"{exception.Message} ({exception.GetType().Name})"),
    };

    private static string Place(PostgresException e) => string.Concat(
        e.TableName is null ? "" : $", table {e.SchemaName}.{e.TableName}",
        e.ColumnName is null ? "" : $", column {e.ColumnName}",
        e.ConstraintName is null ? "" : $", constraint {e.ConstraintName}");
}
