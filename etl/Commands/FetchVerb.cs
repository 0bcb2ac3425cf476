using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Commands;

/// <summary><c>fetch</c>: gets a source from its server into the landing folder: KLASS or Matrikkelen as one full delivery, KRR or FREG as what changed.</summary>
internal static class FetchVerb
{
    public static Command Build() => new("fetch", "Get a source from its server into the landing folder; what is the same as the last delivery is not landed again.") { Klass(), Matrikkel(), Krr(), Freg() };

    private static Command Klass()
    {
        var from = DayOption.Build("--from", $"The day before which no history is wanted. Default: {FetchOptions.KlassFromVariable}, else KLASS's own beginning.");
        var command = new Command("klass", "Statistics Norway's classifications 131, 104, 1 and 103, what links them, and their changes.") { from };
        return With(command, SourceName.Klass, $"KLASS's API. Default: {FetchOptions.KlassVariable}, else Statistics Norway's.", (parsed, at, options) => options with { Klass = at ?? options.Klass, From = parsed.GetValue(from) ?? options.From });
    }

    private static Command Matrikkel()
    {
        var area = new Option<string>("--area") { Description = "Kartverket's name of the area: 0000_Norge, 03_Oslo, 3420_Elverum. It becomes the whole of the source.", DefaultValueFactory = _ => FetchOptions.WholeCountry };
        var epsg = new Option<int>("--epsg") { Description = "The coordinate system of the file.", DefaultValueFactory = _ => FetchOptions.Utm33 };
        var command = new Command("matrikkel", "Kartverket's addresses, about 200 MB for the whole country.") { area, epsg };
        return With(
            command, SourceName.Matrikkel, $"Folder of the zips, or one zip. Default: {FetchOptions.MatrikkelVariable}, else Kartverket's.",
            (parsed, at, options) => options with { Matrikkel = at ?? options.Matrikkel, Area = parsed.GetValue(area)!, Epsg = parsed.GetValue(epsg) });
    }

    private static Command Krr() => With(
        new("krr", "What changed in the contact register since the last delivery; the whole register when there is none."),
        SourceName.Krr, $"KRR's server. Default: {FeedOptions.KrrVariable}, else Digdir's.",
        (_, at, options) => options with { Feeds = options.Feeds with { Krr = at ?? options.Feeds.Krr } });

    private static Command Freg() => With(
        new("freg", "The persons that changed in the population register since the last delivery, by its feed of events."),
        SourceName.Freg, $"FREG's server. Default: {FeedOptions.FregVariable}, else Skatteetaten's.",
        (_, at, options) => options with { Feeds = options.Feeds with { Freg = at ?? options.Feeds.Freg } });

    private static Command With(Command command, SourceName source, string addressIs, Func<ParseResult, Uri?, FetchOptions, FetchOptions> choose)
    {
        var address = new Option<string?>("--base") { HelpName = "address", Description = addressIs };
        var landing = LandingOption.Build();
        var json = VerbJson.Option();
        command.Add(address);
        command.Add(landing);
        command.Add(json);
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            ct =>
            {
                var options = choose(parsed, FetchOptions.Address("--base", parsed.GetValue(address)), FetchOptions.FromEnvironment());
                return RunAsync(source, new(LandingOption.FolderOf(parsed.GetValue(landing))), options, parsed.GetValue(json), ct);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(SourceName source, Landing landing, FetchOptions options, bool json, CancellationToken cancellationToken)
    {
        var result = await Fetches.RunAsync(source, landing, options, TimeProvider.System, cancellationToken);
        var manifest = result.Delivery.Manifest;
        var bytes = manifest.Files.Sum(f => f.Bytes);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { Source = source.Text(), Delivery = result.Delivery.Name, result.IsNew, manifest.AsOf, manifest.SequenceFrom, manifest.SequenceTo, result.CheckedAt, Files = manifest.Files.Count, Bytes = bytes, result.Feed }, VerbJson.Options));
            return ExitCode.Done;
        }
        Console.WriteLine(result.IsNew ? $"Fetched {source.Text()}/{result.Delivery.Name}: {manifest.Files.Count} files, {bytes} bytes." : $"Nothing new: {source.Text()}/{result.Delivery.Name} is what the server has.");
        if (result.Feed is { } feed)
        {
            if (result.IsNew) Console.WriteLine($"{feed.Records} records, changes {manifest.SequenceFrom} to {manifest.SequenceTo}.");
            if (feed.WithoutDocument > 0) Console.WriteLine($"{feed.WithoutDocument} events name no document.");
            if (feed.Errors > 0) Console.WriteLine($"{feed.Errors} documents came as error messages of the register, which lie in the delivery.");
            if (feed.HasMore) Console.WriteLine("The feed has more: fetch again.");
        }
        return ExitCode.Done;
    }
}
