using System.Globalization;
using System.Reflection;
using System.Text.Json;
using PersonEtl.Etl.Commands;
using PersonEtl.Etl.Run;
using PersonEtl.MartApi.Access;

namespace PersonEtl.UnitTests.House;

public sealed class ReadmeTests
{
    private static readonly Markdown Readme = Markdown.Read("README.md");

    [Fact]
    public void Its_exit_codes_are_the_programs()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (int)f.GetRawConstantValue()!);
        Assert.Equal(codes.Order(), Readme.Table("exit code").Select(row => int.Parse(row[0], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_properties_of_status_are_those_it_names()
        => Assert.Equal(
            typeof(MartStatus).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal),
            Readme.Table("property").Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void Its_verbs_are_the_programs_in_the_same_order()
        => Assert.Equal(RootVerbs.Build().Subcommands.Select(v => v.Name), Readme.Table("verb").Select(row => row[0].Trim('`')));

    [Fact]
    public void It_names_every_environment_variable_that_is_read_and_no_other()
    {
        var read = new[] { "etl", "mart-api" }.SelectMany(folder => SolutionFolder.Files(folder, "*.cs")).Select(File.ReadAllText)
            .Append(SolutionFolder.Read("docker-compose.yml")).SelectMany(SolutionFolder.Variables).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var table = Readme.Table("variable").Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal);
        Assert.Equal(read, table);
        Assert.Empty(SolutionFolder.Variables(Readme.Text).Except(table, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_in_it_is_understood()
    {
        var lines = Readme.Blocks.Where(b => b.Language.Length == 0).SelectMany(b => b.Text.Split('\n')).ToList();
        Assert.True(Understood(lines) >= 8, "Too few commands were found: the README is read wrongly.");
    }

    [Fact]
    public void Every_command_that_the_demo_ends_with_is_understood()
        => Assert.Equal(5, Understood([.. DemoVerb.Next.Split('\n').Select(line => line.Split('#')[0])]));

    [Theory]
    [InlineData("dotnet run --project etl -- runs")]
    [InlineData("dotnet run --project etl -- deliver --source krr file")]
    [InlineData("dotnet run --project mart-api -- token --scope everything")]
    [InlineData("dotnet run --project other")]
    public void A_command_that_does_not_exist_is_not_understood(string line) => Assert.ThrowsAny<Exception>(() => Understood([line]));

    /// <summary>Parses every <c>dotnet</c> command among the lines and counts them.</summary>
    private static int Understood(IReadOnlyList<string> lines)
    {
        var count = 0;
        foreach (var line in lines.Select(l => l.Trim()))
        {
            var begin = line.IndexOf("dotnet ", StringComparison.Ordinal);
            if (begin < 0) continue;
            count++;
            switch (line[begin..].TrimEnd(')').Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case ["dotnet", "run", "--project", "etl", "--", .. var arguments]:
                    Assert.True(RootVerbs.Build().Parse(arguments) is { Errors.Count: 0, CommandResult.Command.Subcommands.Count: 0 }, $"Not understood: {line}");
                    break;
                case ["dotnet", "run", "--project", "mart-api", "--", "token", "--scope", .. var scopes]:
                    Assert.All(scopes, s => Assert.Contains(s, AccessScope.All));
                    break;
                case ["dotnet", "run", "--project", "mart-api"] or ["dotnet", "test", "PersonEtl.sln"]:
                    break;
                default:
                    Assert.Fail($"Unknown kind of command: {line}");
                    break;
            }
        }
        return count;
    }
}
