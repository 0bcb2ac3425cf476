namespace PersonEtl.Etl.Database;

/// <summary>No PostgreSQL was found, it could not be started, or it did not answer; the message says what to do and holds no password.</summary>
internal sealed class NoDatabaseException(string message, Exception? inner = null) : Exception(message, inner);
