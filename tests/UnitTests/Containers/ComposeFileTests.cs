using System.Text.RegularExpressions;
using PersonEtl.Etl.Database;

namespace PersonEtl.UnitTests.Containers;

public sealed partial class ComposeFileTests
{
    private static readonly ComposeFile Compose = ComposeFile.Read();

    [ComposeFact]
    public async Task It_is_valid_where_compose_is_present_to_judge()
    {
        var options = new ChildOptions { Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PERSONETL_DB_PASSWORD"] = "of-a-test" } };
        var judged = await ChildProcess.RunAsync(ComposeFactAttribute.Program!, ["-f", Path.Combine(SolutionFolder.Path, ComposeFile.Name), "config", "-q"], options, CancellationToken.None);
        Assert.True(judged.Succeeded, judged.LastLines());
    }

    [Fact]
    public void It_has_no_name_so_that_each_folder_is_a_project_of_its_own() => Assert.Null(ComposeFile.At(Compose.Root, "name"));

    [Fact]
    public void Every_service_that_stays_is_asked_for_its_health_and_is_started_again()
    {
        var staying = Compose.Services.Where(s => s.Name != "api-login").ToList();
        Assert.Equal(["db", "etl", "mart-api"], staying.Select(s => s.Name));
        Assert.All(staying, s => Assert.NotNull(ComposeFile.At(s.Body, "healthcheck", "test")));
        Assert.All(staying, s => Assert.NotNull(ComposeFile.At(s.Body, "restart")));
        Assert.Null(ComposeFile.At(Compose.Service("api-login"), "restart"));
    }

    [Fact]
    public void Every_service_waits_until_what_it_needs_is_healthy_or_done()
    {
        Assert.Equal([("db", "service_healthy")], ComposeFile.WaitsFor(Compose.Service("etl")));
        Assert.Equal([("etl", "service_healthy")], ComposeFile.WaitsFor(Compose.Service("api-login")));
        Assert.Equal([("db", "service_healthy"), ("etl", "service_healthy"), ("api-login", "service_completed_successfully")], ComposeFile.WaitsFor(Compose.Service("mart-api")));
    }

    [Fact]
    public void Its_database_is_the_one_that_the_program_asks_for()
    {
        var db = Compose.Service("db");
        var environment = ComposeFile.Environment(db).ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal);
        Assert.Contains("127.0.0.1:5432:5432", ComposeFile.List(db, "ports"));
        Assert.NotEmpty(environment["POSTGRES_USER"]);
        Assert.StartsWith("${PERSONETL_DB_PASSWORD:?", environment["POSTGRES_PASSWORD"], StringComparison.Ordinal);
        Assert.Equal(RunningServer.DatabaseName, environment["POSTGRES_DB"]);
    }

    [Fact]
    public void Its_database_logs_no_values_just_as_our_own_cluster()
    {
        var command = ComposeFile.Text(Compose.Service("db")["command"]);
        var quiet = ClusterSettings.Text(5432, null).Split('\n').Where(l => l.StartsWith("log_", StringComparison.Ordinal) && !l.StartsWith("log_timezone", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, quiet.Count);
        Assert.All(quiet, setting => Assert.Contains($"-c {setting.Replace(" = ", "=", StringComparison.Ordinal)} ", command, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_this_machine_reaches_its_ports()
        => Assert.All(Compose.Services.SelectMany(s => ComposeFile.List(s.Body, "ports")), p => Assert.StartsWith("127.0.0.1:", p, StringComparison.Ordinal));

    [Fact]
    public void The_program_alone_can_be_asked_for_its_database_with_one_password()
    {
        var wanted = Wanted().Matches(SolutionFolder.Read(ComposeFile.Name)).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal);
        Assert.Equal(["PERSONETL_DB_PASSWORD"], wanted);
    }

    [Theory]
    [InlineData("etl")]
    [InlineData("mart-api")]
    public void What_it_tells_a_program_is_what_the_program_reads(string program)
    {
        var sources = string.Concat(SolutionFolder.Files(program, "*.cs").Select(File.ReadAllText));
        var told = ComposeFile.Environment(Compose.Service(program)).Select(e => e.Name).ToList();
        Assert.Contains("PERSONETL_PG", told);
        Assert.All(told, name => Assert.Contains(name.Replace("__", ":", StringComparison.Ordinal), sources, StringComparison.Ordinal));
    }

    [Fact]
    public void It_passes_on_to_the_pipeline_every_variable_that_is_not_of_its_image_or_of_finding_a_PostgreSQL()
    {
        var read = SolutionFolder.Files("etl", "*.cs").Select(File.ReadAllText).SelectMany(SolutionFolder.Variables).Distinct(StringComparer.Ordinal)
            .Except(["PERSONETL_DATA", "PERSONETL_PG_BIN", "PERSONETL_PG_WAYS", "PERSONETL_PG_WAIT", "PERSONETL_DB_PASSWORD"], StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(read, ComposeFile.Environment(Compose.Service("etl")).Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_api_reads_exports_only_and_never_sees_the_key_of_person_ids()
    {
        var api = ComposeFile.List(Compose.Service("mart-api"), "volumes").ToList();
        Assert.Equal(["exports:/data/exports:ro", "api-keys:/data/keys"], api);
        Assert.Equal(["data:/data", "exports:/data/exports"], ComposeFile.List(Compose.Service("etl"), "volumes"));
        Assert.Contains("Username=mart_api;", ComposeFile.Environment(Compose.Service("mart-api")).Single(e => e.Name == "PERSONETL_PG").Value, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>\w+):\?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Wanted();
}
