using System.Text.RegularExpressions;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// An installation whose generations alternate between two states of a small world: everybody is called one thing in one of them, and another in the next.
/// Full nights take turns with small passes. Every fifth generation renames nobody: it hides one person's addresses, ahead of a pass; the one after that shows them again.
/// </summary>
internal sealed partial class AlternatingNights : IAsyncDisposable
{
    private const int Cycle = 5;
    private const string Numbers = "\"identifikasjonsnummer\":[";
    private const string Graded = $$"""
        "adressebeskyttelse":[{"graderingsnivaa":"fortrolig","erGjeldende":true}],{{Numbers}}
        """;

    private static readonly string[] Names = ["PARTALL", "ODDETALL"];

    private readonly List<string> documents = [];
    private string landing = "";
    private Manifest newest;
    private int graded;

    private AlternatingNights(Installation at, Manifest newest) => (At, this.newest) = (at, newest);

    public Installation At { get; }

    /// <summary>How many persons have a name.</summary>
    public long Named { get; private set; }

    /// <summary>Who is hidden now and then.</summary>
    public Guid Hidden { get; private set; }

    /// <summary>The newest generation.</summary>
    public int Generation { get; private set; }

    /// <summary>What everybody is called in a generation.</summary>
    public static string NameIn(int generation) => Names[Renamings(generation) % 2];

    /// <summary>How many generations to this one gave everybody a name.</summary>
    public static int Renamings(int generation) => generation - (generation / Cycle);

    /// <summary>Whether one person's addresses are hidden in a generation.</summary>
    public static bool IsHidden(int generation) => generation >= Cycle && generation % Cycle < 2;

    public static string KindOf(int generation) => generation % Cycle == 0 ? "hide" : generation % (2 * Cycle) is 2 or 4 or 6 or 9 ? "small" : "full";

    /// <summary>Generation 1 is published.</summary>
    public static async Task<AlternatingNights> BeginAsync(int persons)
    {
        var at = await Installation.CreateAsync();
        var landing = await SmallWorld.CopyAsync(persons, at.Folders.Data);
        var delivery = SmallWorld.Newest(landing, SourceName.Freg);
        var nights = new AlternatingNights(at, delivery.Manifest) { landing = landing };
        nights.documents.AddRange(GoodNight.Files(landing, SourceName.Freg).Values.SelectMany(f => System.Text.Encoding.UTF8.GetString(f).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        await nights.PublishAsync();
        nights.Named = await at.ScalarAsync<long>($"select count(*) from mart.person where last_name = '{NameIn(1)}'");
        Assert.InRange(nights.Named, persons / 2, persons);
        nights.Hidden = await at.ScalarAsync<Guid>("select person_id from mart.person where residential_form = 'street' order by 1 limit 1");
        var number = await at.ScalarAsync<string>($"select identification_number from mart.person where person_id = '{nights.Hidden}'");
        nights.graded = nights.documents.FindIndex(d => d.StartsWith($"{{\"foedselsEllerDNummer\":\"{number}\"", StringComparison.Ordinal));
        return nights;
    }

    /// <summary>The next pass, which renames everybody; and the generation ahead of it, when somebody is hidden.</summary>
    public async Task PublishAsync()
    {
        var next = KindOf(Generation + 1) == "hide" ? Generation + 2 : Generation + 1;
        var kind = KindOf(next);
        await DeliverAsync(next, kind == "full" ? DeliveryKind.Full : DeliveryKind.Delta);
        Assert.Equal(next, (await (kind == "full" ? At.RunAsync(landing) : At.RunSmallAsync(landing))).Generation);
        Generation = next;
    }

    public ValueTask DisposeAsync() => At.DisposeAsync();

    /// <summary>Everybody's document as it is in a generation.</summary>
    private async Task DeliverAsync(int generation, DeliveryKind kind)
    {
        var file = Path.Combine(At.Folders.Data, "freg.ndjson");
        var texts = documents.Select((d, i) => i == graded && IsHidden(generation) ? d.Replace(Numbers, Graded, StringComparison.Ordinal) : d);
        await File.WriteAllTextAsync(file, LastName().Replace(string.Join('\n', texts), $"\"etternavn\":\"{NameIn(generation)}\""));
        newest = newest with
        {
            Kind = kind,
            AsOf = newest.AsOf.AddSeconds(1),
            SequenceFrom = kind == DeliveryKind.Delta ? newest.SequenceTo + 1 : null,
            SequenceTo = newest.SequenceTo + documents.Count,
        };
        await new Landing(landing).DeliverAsync(newest, [file], move: true, CancellationToken.None);
    }

    [GeneratedRegex("\"etternavn\":\"[^\"]*\"", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LastName();
}
