using PersonEtl.Etl.Database;

namespace PersonEtl.UnitTests.Containers;

/// <summary>A test that lets docker-compose judge the file, which it does without an engine; skipped where there is no such program.</summary>
internal sealed class ComposeFactAttribute : FactAttribute
{
    public ComposeFactAttribute()
    {
        if (Program is null) Skip = "docker-compose is not on PATH.";
    }

    public static string? Program { get; } = ProgramOnPath.Find("docker-compose", Environment.GetEnvironmentVariable("PATH") ?? "");
}
