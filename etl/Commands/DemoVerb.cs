using System.CommandLine;
using System.Globalization;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.World;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>demo</c>: PostgreSQL, a synthetic Norway, one night on it, and what came out.</summary>
internal static class DemoVerb
{
    private static readonly IAnsiConsole Screen = RunConsole.Open(Console.Out, !Console.IsOutputRedirected);

    private const string OnePerson = """
        select person_id from mart.person
        where status = 'Resident' and residential_geographical_urban_district_code is not null and present_full_basic_statistical_unit_number is not null and contact_state = 'Active'
        order by person_id limit 1
        """;

    /// <summary>What to type next; a test holds that each line is understood.</summary>
    internal const string Next = """
        Next:
          dotnet run --project etl -- up                              # how to connect with psql
          dotnet run --project etl -- status                          # the served generation and the last runs
          dotnet run --project mart-api -- token --scope full-access  # a token for the API
          dotnet run --project mart-api                               # the API and its page, http://127.0.0.1:5080
          dotnet run --project etl -- down                            # stops the PostgreSQL that was started here
        """;

    public static Command Build()
    {
        var persons = new Option<int>("--persons") { Description = "How many persons the synthetic Norway has.", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<long>("--seed") { Description = "Another seed, another Norway.", DefaultValueFactory = _ => 1 };
        var command = new Command("demo", "Find or start PostgreSQL, make a synthetic Norway, run the night on it, and show what came out.") { persons, seed };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(persons), parsed.GetValue(seed), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int persons, long seed, CancellationToken cancellationToken)
    {
        var folders = Folders.FromEnvironment();
        await using var dataSource = await MartDatabase.OpenAsync(folders, Screen.WriteLine, cancellationToken);
        var world = Path.Combine(folders.Data, "demo", string.Create(CultureInfo.InvariantCulture, $"{persons}-persons-seed-{seed}"));
        Screen.WriteLine($"A synthetic Norway of {persons.ToString("N0", CultureInfo.InvariantCulture)} persons, seed {seed} …");
        var made = await new WorldBuilder(new(persons, seed, WorldOptions.DefaultAsOf)).WriteAsync(world, null, cancellationToken);
        var options = RunOptions.FromEnvironment(folders) with { Landing = made.LandingFolder, Fetch = [] };
        var result = await new NightlyRun(dataSource, folders, options, TimeProvider.System, new(Screen)).RunAsync(cancellationToken);
        Show(result);
        await ShowPersonAsync(dataSource, cancellationToken);
        ShowNext(result);
        return ExitCode.Done;
    }

    private static void Show(RunResult result)
    {
        Screen.WriteLine();
        Screen.WriteLine(result.Published ? $"Generation {result.Generation} is served, as of {result.AsOf:yyyy-MM-dd}." : $"Nothing differs from generation {result.Generation}; it stays served.");
        var tables = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumn("table").AddColumn(new TableColumn("rows").RightAligned());
        foreach (var (table, rows) in result.Rows) tables.AddRow("mart." + table, rows.ToString("N0", CultureInfo.InvariantCulture));
        Screen.Write(tables);
        foreach (var rate in result.MatchRates)
        {
            var rules = string.Join(", ", rate.ByRule.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key} {r.Value:N0}")));
            Screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate.Kind} addresses, earlier versions too, with a basic statistical unit: {rate.WithUnit:N0} of {rate.CanHaveUnit:N0} that can have one, {100.0 * rate.WithUnit / rate.CanHaveUnit:0.0} % ({rules})"));
        }
    }

    private static async Task ShowPersonAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(OnePerson);
        if (await command.ExecuteScalarAsync(cancellationToken) is not Guid person) return;
        Screen.WriteLine();
        Screen.WriteLine("One enriched person, as `explain` tells it:");
        foreach (var line in await PersonExplanation.TellAsync(dataSource, person, cancellationToken)) Screen.WriteLine("  " + line);
    }

    private static void ShowNext(RunResult result)
    {
        Screen.WriteLine();
        Screen.WriteLine($"Parquet: {result.ExportFolder}");
        Screen.WriteLine(Next);
    }
}
