namespace PersonEtl.Etl.Database;

/// <summary>Another program could not be started, took too long, or said that it failed.</summary>
internal sealed class ChildProcessException(string message, Exception? inner = null) : Exception(message, inner);
