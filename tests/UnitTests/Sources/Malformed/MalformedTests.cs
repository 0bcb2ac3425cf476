using System.Text.RegularExpressions;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;
using PersonEtl.Etl.Sources.Klass;
using PersonEtl.Etl.Sources.Krr;
using PersonEtl.Etl.Sources.Matrikkel;
using PersonEtl.Etl.Sources.ServiceDistricts;

namespace PersonEtl.UnitTests.Sources.Malformed;

/// <summary>What comes of input that is not as it should be: a code and a place, never the content, and nothing lost.</summary>
public sealed partial class MalformedTests
{
    private static readonly IReadOnlyList<MalformedInput> All = [.. MalformedFreg.All, .. MalformedKrr.All, .. MalformedTables.All];

    public static TheoryData<string> Names => new(All.Select(NameOf));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Malformed_input_is_told_by_code_and_place_and_never_by_content(string name)
    {
        var input = All.Single(i => NameOf(i) == name);
        using var folder = new DeliveryFolder(input.Source);
        foreach (var (file, content) in input.Files) folder.With(file, content);
        var reading = new SourceReading(input.Source);
        var (outcome, told) = await ReadAsync(folder.Delivery, reading);

        Assert.Equal(input.Outcome, outcome);
        Assert.DoesNotContain(MalformedInput.Secret, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(MalformedInput.SecretNumber[..8], told, StringComparison.Ordinal);
        Assert.All(reading.Quarantine, q => Assert.Contains(q.Code, Mending.Sentences.Keys));
        if (!outcome.StartsWith("refused", StringComparison.Ordinal)) Assert.True(reading.Account.Closes, reading.Account.ToString());
    }

    [Fact]
    public void Every_code_that_a_reader_gives_has_a_sentence_on_how_to_mend()
    {
        var sources = SolutionFolder.Files(Path.Combine("etl", "Sources"), "*.cs").Select(File.ReadAllText).ToList();
        var given = sources.SelectMany(text => GivenCode().Matches(text)).Select(m => m.Groups["code"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(Mending.Sentences.Keys.Order(StringComparer.Ordinal), given);
        Assert.All(Mending.Sentences.Values, s => Assert.EndsWith(".", s, StringComparison.Ordinal));
    }

    private static string NameOf(MalformedInput input) => $"{input.Source.Text()}: {input.Name}";

    /// <summary>In a word what came of it, and all that was said.</summary>
    private static async Task<(string Outcome, string Told)> ReadAsync(Delivery delivery, SourceReading reading)
    {
        try
        {
            await ReadWholeAsync(delivery, reading);
        }
        catch (BadInputException e)
        {
            Assert.Contains($"{delivery.Manifest.Source.Text()}/{delivery.Name}", e.Message, StringComparison.Ordinal);
            Assert.Contains("expected ", e.Message, StringComparison.Ordinal);
            return ($"refused {e.Code}{Line().Match(e.Message).Value}", $"{e.Message} {reading.Account}");
        }
        var remarks = reading.Remarks.Keys.Concat(reading.Contract.Counts.Keys.Select(k => $"{k.Code} {k.Path}")).Order(StringComparer.Ordinal).ToList();
        var outcome = reading.Quarantine.Count > 0
            ? string.Join("; ", reading.Quarantine.Select(q => $"quarantined {q.Code}{(q.JsonPath is null ? "" : $" at {q.JsonPath}")}, line {q.Line}"))
            : remarks.Count > 0 ? $"read: {string.Join(", ", remarks)}" : "read";
        return (outcome, $"{outcome} {string.Join(' ', reading.Quarantine)} {string.Join(' ', remarks)}");
    }

    private static async Task ReadWholeAsync(Delivery delivery, SourceReading reading)
    {
        switch (delivery.Manifest.Source)
        {
            case SourceName.Freg:
                await foreach (var block in BlockReader.ReadAsync(delivery, default)) new PersonReader(reading, PersonProperties.Document).Read(block, _ => reading.Account.CountOut());
                break;
            case SourceName.Krr:
                await KrrReader.ReadAsync(delivery, reading, default);
                break;
            case SourceName.Matrikkel:
                await MatrikkelReader.ReadAsync(delivery, reading, default);
                break;
            case SourceName.Klass:
                await KlassReader.ReadAsync(delivery, null, new(2026, 11, 23), reading, default);
                break;
            default:
                await ServiceDistrictsReader.ReadAsync(delivery, reading, default);
                break;
        }
    }

    [GeneratedRegex(", line [0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();

    [GeneratedRegex("""(Unreadable\(|Fail\(|PlaceOf\([^"]*, |code = |code \?\?= |fault = [^"]*|Number\([^"]*, |Code\([^"]*, [0-9], )"(?<code>[a-z]+(-[a-zA-Z]+)+)"|(?<!Remark\()"(?<code>bad-[a-zA-Z]+)"(?=, mayBeEmpty|\))|: "(?<code>field-count)";""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GivenCode();
}
