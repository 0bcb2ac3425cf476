namespace PersonEtl.Etl.Sources;

/// <summary>
/// Input that no run may be built on. The message says delivery, file, line, what was expected and what was found,
/// and never holds a person's data. <see cref="Code"/> is stable, for scripts and tests.
/// </summary>
internal sealed class BadInputException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
