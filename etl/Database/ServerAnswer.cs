using System.Net.Sockets;
using Npgsql;

namespace PersonEtl.Etl.Database;

/// <summary>Asks a server whether it is there, and makes the database if it lacks.</summary>
internal static class ServerAnswer
{
    /// <summary>Waits until the database answers, and says the server's version.</summary>
    /// <exception cref="NoDatabaseException">It didn't in time, or refused us.</exception>
    public static async Task<string> WaitAsync(NpgsqlConnectionStringBuilder connection, TimeSpan limit, Action<string> progress, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await AskAsync(connection, cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                await CreateDatabaseAsync(connection, cancellationToken);
            }
            catch (Exception e) when (MayPass(e))
            {
                if (TimeProvider.System.GetElapsedTime(started) > limit)
                    throw new NoDatabaseException($"PostgreSQL at {ConnectionText.Place(connection)} did not answer within {limit.TotalSeconds:0.#} s: {Reason(e)}. Start it, or raise PERSONETL_PG_WAIT.", e);
                if (tries == 5) progress($"Waiting for PostgreSQL at {ConnectionText.Place(connection)}.");
                await Task.Delay(Math.Min(50 * tries, 500), cancellationToken);
            }
            catch (NpgsqlException e)
            {
                throw new NoDatabaseException($"PostgreSQL at {ConnectionText.Place(connection)} refused the connection: {Reason(e)}.", e);
            }
        }
    }

    /// <summary>One question: the server's version, or the exception that says why not.</summary>
    public static async Task<string> AskAsync(NpgsqlConnectionStringBuilder connection, CancellationToken cancellationToken)
    {
        var probe = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = false, Timeout = Math.Min(connection.Timeout == 0 ? 5 : connection.Timeout, 5) };
        await using var open = new NpgsqlConnection(probe.ConnectionString);
        await open.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select 1", open);
        await command.ExecuteScalarAsync(cancellationToken);
        return open.PostgreSqlVersion.ToString();
    }

    /// <summary>Whether waiting can help: nobody listens yet, the server is starting, or it has no free place.</summary>
    public static bool MayPass(Exception e) => e is TimeoutException or SocketException
        || (e is PostgresException p ? p.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
            : e is NpgsqlException { InnerException: IOException or SocketException or TimeoutException });

    private static string Reason(Exception e) => e switch
    {
        PostgresException p => p.MessageText,
        { InnerException: { } inner } => inner.Message,
        _ => e.Message,
    };

    private static async Task CreateDatabaseAsync(NpgsqlConnectionStringBuilder connection, CancellationToken cancellationToken)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = "postgres", Pooling = false };
        try
        {
            await using var open = new NpgsqlConnection(maintenance.ConnectionString);
            await open.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"create database \"{connection.Database!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", open);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // another process made it at the same moment
        }
        catch (PostgresException e)
        {
            throw new NoDatabaseException($"The database {connection.Database} does not exist and could not be made: {e.MessageText}. Make it, owned by the account of PERSONETL_PG.", e);
        }
    }
}
