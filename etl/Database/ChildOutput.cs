namespace PersonEtl.Etl.Database;

/// <summary>What a child process left behind.</summary>
internal sealed record ChildOutput(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines of what it said, errors if there were any.</summary>
    public string LastLines(int count = 6)
    {
        var text = string.IsNullOrWhiteSpace(Error) ? Output : Error;
        return string.Join(Environment.NewLine, text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(count));
    }
}
