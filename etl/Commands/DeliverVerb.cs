using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Commands;

/// <summary><c>deliver</c>: puts files into the landing folder as one complete delivery with its manifest.</summary>
internal static class DeliverVerb
{
    public static Command Build()
    {
        var source = SourceOption.Build("freg, krr, klass, matrikkel or service-districts.");
        var kind = new Option<DeliveryKind>("--kind") { Required = true, HelpName = "kind", Description = "full (the source's whole state) or delta (what changed since; freg and krr)." };
        var asOf = new Option<DateTimeOffset>("--as-of") { Required = true, Description = "The instant the content is true at, such as 2026-11-24T02:00:00Z." };
        var sequence = new Option<string?>("--sequence") { Description = "FROM-TO: FREG's feed numbers or KRR's endringsId that it covers." };
        var parts = new Option<string[]>("--parts") { Description = "FREG: the information parts that were asked for, when not all were.", AllowMultipleArgumentsPerToken = true };
        var landing = LandingOption.Build();
        var json = new Option<bool>("--json") { Description = "Print the manifest as JSON." };
        var files = new Argument<string[]>("file") { Arity = ArgumentArity.OneOrMore, Description = "The files; they are copied and renamed, so that no number stands in a name." };
        var command = new Command("deliver", "Put files into the landing folder as one complete delivery with its manifest.") { source, kind, asOf, sequence, parts, landing, json, files };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            ct =>
            {
                var (from, to) = ParseSequence(parsed.GetValue(sequence));
                var asked = parsed.GetValue(parts) is { Length: > 0 } list ? list.SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList() : null;
                var header = new Manifest(parsed.GetValue(source), parsed.GetValue(kind), parsed.GetValue(asOf), from, to, asked, []);
                Require(header);
                return RunAsync(header, parsed.GetValue(landing), parsed.GetValue(json), parsed.GetValue(files)!, ct);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Manifest header, string? landing, bool json, string[] files, CancellationToken cancellationToken)
    {
        var delivery = await new Landing(LandingOption.FolderOf(landing)).DeliverAsync(header, files, move: false, cancellationToken);
        if (json) Console.WriteLine(JsonSerializer.Serialize(delivery.Manifest, Landing.Json));
        else Console.WriteLine($"Delivered {header.Source.Text()}/{delivery.Name}: {delivery.Manifest.Files.Count} files, {delivery.Manifest.Files.Sum(f => f.Bytes)} bytes.");
        return ExitCode.Done;
    }

    private static void Require(Manifest header)
    {
        if (header.Kind != DeliveryKind.Delta) return;
        if (!Chain.WithDeltas.Contains(header.Source)) throw new BadInputException("delta-unsupported", $"--kind: expected full, for {header.Source.Text()} tells no changes; found delta.");
        if (header.SequenceFrom is null) throw new BadInputException("bad-sequence", "--sequence: expected FROM-TO, for a delta follows the delivery before it by its numbers; found none.");
    }

    private static (long? From, long? To) ParseSequence(string? text)
    {
        if (text is null) return default;
        var ends = text.Split('-');
        if (ends.Length == 2 && long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) && from <= to) return (from, to);
        throw new BadInputException("bad-sequence", "--sequence: expected FROM-TO, two numbers in order, found something else.");
    }
}
