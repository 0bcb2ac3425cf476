using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>world</c>: writes deliveries of all sources for a synthetic Norway.</summary>
internal static class WorldVerb
{
    public static Command Build()
    {
        var persons = new Option<int>("--persons", "-n") { Description = "Persons in FREG.", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<long>("--seed") { Description = "Equal seeds make equal worlds.", DefaultValueFactory = _ => 1 };
        var folder = new Option<DirectoryInfo>("--out", "-o") { Description = "Folder that gets landing/ and answers/.", Required = true };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = $"Instant of all deliveries. Default: {WorldOptions.DefaultAsOf:yyyy-MM-ddTHH:mm:ssZ}." };
        var stage = new Option<ReformStage?>("--reform") { Description = "How far a reform has come, before, half or after; --as-of then names its day, 2020-01-01 or 2024-01-01." };
        var errors = new Option<int>("--error-lines") { Description = "Lines where FREG answers with an error message.", DefaultValueFactory = _ => 5 };
        var malformed = new Option<int>("--malformed-lines") { Description = "Lines that can't be read." };
        var csv = new Option<bool>("--klass-csv") { Description = "KLASS as CSV instead of JSON." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var nights = new Option<int>("--nights") { Description = "Nights after the first, each in a folder night-01, night-02 … laid out like landing/." };
        var changed = new Option<double>("--changed") { Description = "Share of the persons that something happens to in each of them.", DefaultValueFactory = _ => 0.01 };
        var kind = new Option<DeliveryKind>("--as") { Description = "Deliver the later nights as delta or full.", DefaultValueFactory = _ => DeliveryKind.Delta };
        var unreadable = new Option<int>("--unreadable") { Description = "Unreadable documents in each of them." };
        var verb = new Command("world", "Write deliveries of all sources for a synthetic Norway, and the right answers beside them.") { persons, seed, folder, asOf, stage, errors, malformed, csv, json, nights, changed, kind, unreadable };
        verb.SetAction((parse, cancellationToken) =>
        {
            var instant = parse.GetValue(asOf) ?? WorldOptions.DefaultAsOf;
            var reform = parse.GetValue(stage) is { } at ? new Reform(DateOnly.FromDateTime(instant.Date), at) : null;
            var options = new WorldOptions(parse.GetValue(persons), parse.GetValue(seed), reform?.AsOf ?? instant)
            {
                Reform = reform,
                ErrorLines = parse.GetValue(errors),
                MalformedLines = parse.GetValue(malformed),
                KlassAsCsv = parse.GetValue(csv),
            };
            var later = new StoryOptions(parse.GetValue(changed)) { As = parse.GetValue(kind), Unreadable = parse.GetValue(unreadable) };
            return Guarded.RunAsync(ct => RunAsync(options, later, parse.GetValue(nights), parse.GetValue(folder)!.FullName, parse.GetValue(json), ct), cancellationToken);
        });
        return verb;
    }

    private static async Task<int> RunAsync(WorldOptions options, StoryOptions later, int nights, string folder, bool asJson, CancellationToken cancellationToken)
    {
        // refuses what makes no nights before the first is written
        var story = nights > 0 ? new WorldNights(options, later) : null;
        var result = asJson
            ? await new WorldBuilder(options).WriteAsync(folder, null, cancellationToken)
            : await WorldProgressView.ShowAsync(progress => new WorldBuilder(options).WriteAsync(folder, progress, cancellationToken));
        if (asJson) Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
        else Print(result);
        for (var night = 1; night <= nights; night++)
        {
            var there = NightFolder.Of(folder, night);
            await story!.DeliverAsync(new(there), night, cancellationToken);
            if (!asJson) Console.WriteLine($"Night {night,-10}{there}");
        }
        return ExitCode.Done;
    }

    private static void Print(WorldResult result)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("what", "count");
        void Row(string what, long count) => table.AddRow(what, count.ToString("N0", CultureInfo.InvariantCulture));
        Row("persons", result.Persons);
        Row("residential addresses", result.Residential);
        Row("present addresses", result.Present);
        Row("shared residences", result.Shared);
        Row("contact records", result.Contacts);
        Row("Matrikkel addresses", result.MatrikkelAddresses);
        Row("statistical units", result.Units);
        AnsiConsole.Write(table);
        Console.WriteLine($"Landing folder  {result.LandingFolder}");
        Console.WriteLine($"Right answers   {result.AnswersPath}");
    }
}
