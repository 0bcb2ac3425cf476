using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Commands;

/// <summary><c>fetch</c>: gets KLASS or Matrikkelen from its open server into the landing folder, as one full delivery.</summary>
internal static class FetchVerb
{
    public static Command Build() => new("fetch", "Get KLASS or Matrikkelen from its server into the landing folder; what is the same as the last delivery is not landed again.") { Klass(), Matrikkel() };

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
        if (json) Console.WriteLine(JsonSerializer.Serialize(new { Source = source.Text(), Delivery = result.Delivery.Name, result.IsNew, manifest.AsOf, result.CheckedAt, Files = manifest.Files.Count, Bytes = bytes }, VerbJson.Options));
        else Console.WriteLine(result.IsNew ? $"Fetched {source.Text()}/{result.Delivery.Name}: {manifest.Files.Count} files, {bytes} bytes." : $"Nothing new: {source.Text()}/{result.Delivery.Name} is what the server has.");
        return ExitCode.Done;
    }
}
