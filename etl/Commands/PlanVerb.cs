using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Run.Planning;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>plan</c>: what a night at a coming date would change, for how many persons, without doing it.</summary>
internal static class PlanVerb
{
    private const int MostLines = 40;

    private static readonly JsonSerializerOptions Json = new(VerbJson.Options) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };
    private static readonly IAnsiConsole Screen = RunConsole.Open(Console.Out, !Console.IsOutputRedirected);

    public static Command Build()
    {
        var asOf = DayOption.Build("--as-of", "The Norwegian date to plan for, such as 2027-01-01.");
        asOf.Required = true;
        var landing = LandingOption.Build();
        var json = VerbJson.Option();
        var command = new Command("plan", "Tell what KLASS and the service districts would change at a date, for how many persons. Nothing is written.") { asOf, landing, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetRequiredValue(asOf)!.Value, parsed.GetValue(landing), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DateOnly asOf, string? landing, bool json, CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(Folders.FromEnvironment(), Console.Error.WriteLine, cancellationToken);
        var plan = await new Planner(dataSource, new(LandingOption.FolderOf(landing))).RunAsync(asOf, cancellationToken);
        if (plan is null)
        {
            await Console.Error.WriteLineAsync("Nothing is served yet: no night has been published, so there is nothing to plan from.");
            return ExitCode.NotFound;
        }
        if (json) Console.WriteLine(JsonSerializer.Serialize(plan, Json)); else Show(plan);
        return ExitCode.Done;
    }

    private static void Show(Plan plan)
    {
        Screen.WriteLine(FormattableString.Invariant($"Generation {plan.Generation} is served as of {plan.Served:yyyy-MM-dd}. A night at {plan.AsOf:yyyy-MM-dd} with {string.Join(" and ", plan.Deliveries)}:"));
        if (plan.Changes.Count == 0) Screen.WriteLine("changes nothing for the persons served.");
        else
        {
            var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumns("what", "of", "becomes").AddColumn(new TableColumn("persons").RightAligned());
            foreach (var change in plan.Changes.Take(MostLines))
            {
                table.AddRow(
                    Words(change.Subject), Markup.Escape($"{change.From}"), Markup.Escape(change.To.Count == 0 ? "ends, and KLASS tells of no successor" : string.Join(" or ", change.To)),
                    change.Persons?.ToString("N0", CultureInfo.InvariantCulture) ?? $"fewer than {PlanChange.Least}");
            }
            Screen.Write(table);
            Rest(plan.Changes.Count);
        }
        if (plan.ComingIntoForce.Count == 0) return;
        Screen.WriteLine("Comes into force:");
        foreach (var news in plan.ComingIntoForce.Take(MostLines)) Screen.WriteLine(FormattableString.Invariant($"  {news.From:yyyy-MM-dd}  {Words(news.Subject)} {news.Code}"));
        Rest(plan.ComingIntoForce.Count);
    }

    private static void Rest(int lines)
    {
        if (lines > MostLines) Screen.WriteLine($"  … and {lines - MostLines} more; --json has them all.");
    }

    private static string Words(PlanSubject subject) => subject switch
    {
        PlanSubject.Municipality => "municipality",
        PlanSubject.County => "county",
        PlanSubject.BasicStatisticalUnit => "basic statistical unit",
        PlanSubject.UrbanDistrict => "urban district that serves",
        _ => "geographical urban district",
    };
}
