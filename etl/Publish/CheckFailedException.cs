namespace PersonEtl.Etl.Publish;

/// <summary>A check, guard or account that stops the night. The message says which, and how many rows are wrong.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
