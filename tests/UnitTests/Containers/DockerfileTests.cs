using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace PersonEtl.UnitTests.Containers;

public sealed partial class DockerfileTests
{
    public static TheoryData<string> Services => ["etl", "mart-api"];

    [Theory]
    [MemberData(nameof(Services))]
    public void Compose_builds_it_from_the_solutions_folder(string service)
    {
        var body = ComposeFile.Read().Service(service);
        Assert.Equal(".", ComposeFile.Text(ComposeFile.At(body, "build", "context")!));
        Assert.Equal($"{service}/Dockerfile", ComposeFile.Text(ComposeFile.At(body, "build", "dockerfile")!));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void What_it_copies_is_there_and_is_sent_to_the_engine(string service)
    {
        var copied = Copied(service).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(SolutionFolder.Path, path)), $"{path} is not there."));
        Assert.All(copied, path => Assert.False(IsIgnored(path), $"{path} is kept out by .dockerignore."));
    }

    /// <summary>Files outside the project's folder that the build takes in: they are copied too, or the image's build fails.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public void It_copies_what_the_project_takes_from_elsewhere(string service)
    {
        var project = Directory.EnumerateFiles(Path.Combine(SolutionFolder.Path, service), "*.csproj").Single();
        var elsewhere = Include().Matches(File.ReadAllText(project)).Select(m => m.Groups["folder"].Value).ToList();
        string[] always = ["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig"];
        Assert.Empty(elsewhere.Concat(always).Except(Copied(service), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void It_builds_in_one_stage_and_runs_in_another_as_a_plain_account(string service)
    {
        var lines = Lines(service);
        Assert.Equal(2, lines.Count(l => l.StartsWith("FROM ", StringComparison.Ordinal)));
        Assert.Equal("USER $APP_UID", lines.Last(l => l.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.DoesNotContain("sdk:", lines.Last(l => l.StartsWith("FROM ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".git", true)]
    [InlineData(".personetl", true)]
    [InlineData(".env", true)]
    [InlineData("tests", true)]
    [InlineData("etl/bin", true)]
    [InlineData("etl", false)]
    public void The_engine_is_sent_nothing_secret_and_nothing_built(string path, bool ignored) => Assert.Equal(ignored, IsIgnored(path));

    private static string[] Lines(string service) => [.. SolutionFolder.Read($"{service}/Dockerfile").Split('\n', StringSplitOptions.TrimEntries)];

    private static IEnumerable<string> Copied(string service) => Lines(service)
        .Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from=", StringComparison.Ordinal))
        .SelectMany(l => l.Split(' ')[1..^1]);

    /// <summary>The last pattern that fits a path, or a folder above it, decides.</summary>
    private static bool IsIgnored(string path)
    {
        var ignored = false;
        foreach (var line in SolutionFolder.Read(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')))
        {
            var pattern = line.TrimStart('!').Replace("**/", "*", StringComparison.Ordinal);
            var parts = path.Split('/');
            if (Enumerable.Range(1, parts.Length).Any(n => FileSystemName.MatchesSimpleExpression(pattern, string.Join('/', parts[..n]), ignoreCase: false))) ignored = line[0] != '!';
        }
        return ignored;
    }

    [GeneratedRegex(@"Include=""\.\./(?<folder>[^""*]+)/\*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Include();
}
