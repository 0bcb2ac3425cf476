namespace PersonEtl.Etl.Verify;

/// <summary>One thing that is not as it must be: where, and what; never a person's data.</summary>
/// <param name="Where">The file or table.</param>
/// <param name="Column">The column, where it is one's.</param>
/// <param name="Message">What was expected and found, in one sentence.</param>
internal sealed record Finding(string Where, string? Column, string Message)
{
    public override string ToString() => Column is null ? $"{Where}: {Message}" : $"{Where}, column {Column}: {Message}";
}
