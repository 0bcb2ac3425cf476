using System.Runtime.InteropServices;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// How many public addresses each rule found a unit for, and why the others have none; what they lack of what is guaranteed, and whether
/// Matrikkelen agrees. Graded rows never count. Of one thread; added up at the end.
/// </summary>
internal sealed class EnrichmentCounts
{
    /// <summary>Fewer addresses than this would tell of single persons.</summary>
    private const long Fewest = 10;

    /// <summary>Stands for the municipality of an address that names none.</summary>
    private const int NoMunicipality = 10_000;

    private static readonly int Rules = Enum.GetValues<MatchRule>().Length;
    private static readonly int Reasons = Enum.GetValues<MatchReason>().Length;
    private static readonly int Lacks = Enum.GetValues<GuaranteeLack>().Length;
    private static readonly int Checks = Enum.GetValues<MatrikkelCheck>().Length;

    // keys are packed, so that a block's counts cost no objects
    private readonly Dictionary<int, long> matches = [];
    private readonly Dictionary<int, long> guarantees = [];
    private readonly Dictionary<int, long> checks = [];

    public long StrictlyConfidentialDropped { get; set; }

    /// <summary>How many public rows name a municipality that comes into use after the as-of date.</summary>
    public long CodesFromTheFuture { get; private set; }

    /// <summary>The slots of the contacts that were joined to persons.</summary>
    public List<int> ContactsJoined { get; } = [];

    /// <summary>The slots of contacts of further numbers, of persons who have one already.</summary>
    public List<int> ContactsOfFurtherNumbers { get; } = [];

    public void Count(Person person)
    {
        CountFuture(person);
        foreach (var address in person.PublicAddresses)
        {
            var number = CodeText.Number(address.Place.MunicipalityNumber.Span, CodeText.MunicipalityDigits);
            var municipality = number < 0 ? NoMunicipality : number;
            var kind = ((int)address.Kind * 2) + (address.IsCurrent ? 1 : 0);
            Add(matches, (((((municipality * 6) + kind) * Rules) + (int)address.MatchRule) * Reasons) + (int)address.MatchReason, 1);
            if (Guarantee.Covers(address)) Add(guarantees, (municipality * Lacks) + (int)Guarantee.LackOf(address, number), 1);
            if (address.MatrikkelCheck != MatrikkelCheck.NotChecked) Add(checks, (municipality * Checks) + (int)address.MatrikkelCheck, 1);
        }
    }

    /// <summary>Begins anew, in the same room: the next block has as many places.</summary>
    public void Clear()
    {
        matches.Clear();
        guarantees.Clear();
        checks.Clear();
        StrictlyConfidentialDropped = CodesFromTheFuture = 0;
        ContactsJoined.Clear();
        ContactsOfFurtherNumbers.Clear();
    }

    /// <summary>Adds what another counted; the slots of contacts are for whoever counts these.</summary>
    public void Add(EnrichmentCounts other)
    {
        foreach (var (key, count) in other.matches) Add(matches, key, count);
        foreach (var (key, count) in other.guarantees) Add(guarantees, key, count);
        foreach (var (key, count) in other.checks) Add(checks, key, count);
        StrictlyConfidentialDropped += other.StrictlyConfidentialDropped;
        CodesFromTheFuture += other.CodesFromTheFuture;
    }

    /// <summary>The match rate of each kind of address; none of fewer than ten.</summary>
    public IReadOnlyList<MatchRate> Rates()
        => [.. Matches().Where(c => c.CanHaveUnit).GroupBy(c => c.Kind)
            .Select(kind => new MatchRate(
                Terms.Of(kind.Key).ToString(),
                kind.Sum(c => c.Addresses),
                kind.Where(c => c.HasUnit).Sum(c => c.Addresses),
                kind.Where(c => c.HasUnit).GroupBy(c => c.Rule).Where(r => r.Sum(c => c.Addresses) >= Fewest)
                    .ToDictionary(r => Terms.Of(r.Key).ToString(), r => r.Sum(c => c.Addresses), StringComparer.Ordinal)))
            .Where(rate => rate.CanHaveUnit >= Fewest)];

    /// <summary>Every combination that occurred, in order.</summary>
    public IEnumerable<MatchCount> Matches()
        => from count in matches.OrderBy(c => c.Key)
           let kind = count.Key / (Rules * Reasons) % 6
           orderby kind
           select new MatchCount((AddressKind)(kind / 2), kind % 2 == 1, Municipality(count.Key / (6 * Rules * Reasons)), (MatchRule)(count.Key / Reasons % Rules), (MatchReason)(count.Key % Reasons), count.Value);

    /// <summary>What the addresses of each municipality lack of what is guaranteed; those that lack nothing as well.</summary>
    public IEnumerable<GuaranteeCount> Guarantees()
        => guarantees.OrderBy(c => c.Key).Select(c => new GuaranteeCount(Municipality(c.Key / Lacks), (GuaranteeLack)(c.Key % Lacks), c.Value));

    /// <summary>What Matrikkelen says of FREG's units, by municipality.</summary>
    public IEnumerable<CrossCheckCount> CrossChecks()
        => checks.GroupBy(c => c.Key / Checks).OrderBy(m => m.Key).Select(m => new CrossCheckCount(Municipality(m.Key), Of(m.Key, MatrikkelCheck.Agrees), Of(m.Key, MatrikkelCheck.Disagrees), Of(m.Key, MatrikkelCheck.NotFound)));

    private void CountFuture(Person person)
    {
        foreach (var address in person.PublicAddresses) CountFuture(address.Place);
        if (person.Grading != Grading.Unclassified) return;
        foreach (var status in person.MaritalStatuses) CountFuture(status.Place);
        foreach (var birth in person.Births) CountFuture(birth.Place);
    }

    private void CountFuture(in Place place)
    {
        if (place.CodeState == CodeState.Future) CodesFromTheFuture++;
    }

    private long Of(int municipality, MatrikkelCheck check) => checks.GetValueOrDefault((municipality * Checks) + (int)check);

    private static int? Municipality(int key) => key == NoMunicipality ? null : key;

    private static void Add(Dictionary<int, long> counts, int key, long more) => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += more;
}
