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

    // of addresses that hold, and of those that don't
    private static readonly int Kinds = Enum.GetValues<AddressKind>().Length * 2;
    private static readonly int Rules = Enum.GetValues<MatchRule>().Length;
    private static readonly int Reasons = Enum.GetValues<MatchReason>().Length;
    private static readonly int Checks = Enum.GetValues<MatrikkelCheck>().Length;

    // one more, for addresses that nothing is guaranteed of
    private static readonly int Lacks = Enum.GetValues<GuaranteeLack>().Length + 1;
    private static readonly int OfMatch = Checks * Lacks;
    private static readonly int OfMunicipality = Kinds * Rules * Reasons * OfMatch;

    // keys are packed, so that a block's counts cost no objects and an address is counted once
    private readonly Dictionary<int, long> counts = [];

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
            var match = (((((municipality * Kinds) + kind) * Rules) + (int)address.MatchRule) * Reasons) + (int)address.MatchReason;
            var lack = Guarantee.Covers(address) ? 1 + (int)Guarantee.LackOf(address, number) : 0;
            Add((((match * Checks) + (int)address.MatrikkelCheck) * Lacks) + lack, 1);
        }
    }

    public void Add(EnrichmentCounts other)
    {
        foreach (var (key, count) in other.counts) Add(key, count);
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
        => from match in counts.GroupBy(c => c.Key / OfMatch, c => c.Value)
           let kind = match.Key / (Rules * Reasons) % Kinds
           orderby kind, match.Key
           select new MatchCount((AddressKind)(kind / 2), kind % 2 == 1, Municipality(match.Key / (Kinds * Rules * Reasons)), (MatchRule)(match.Key / Reasons % Rules), (MatchReason)(match.Key % Reasons), match.Sum());

    /// <summary>What the addresses of each municipality lack of what is guaranteed; those that lack nothing as well.</summary>
    public IEnumerable<GuaranteeCount> Guarantees()
        => from count in counts
           where count.Key % Lacks > 0
           group count.Value by (Municipality: count.Key / OfMunicipality, Lack: (count.Key % Lacks) - 1) into lacking
           orderby lacking.Key
           select new GuaranteeCount(Municipality(lacking.Key.Municipality), (GuaranteeLack)lacking.Key.Lack, lacking.Sum());

    /// <summary>What Matrikkelen says of FREG's units, by municipality.</summary>
    public IEnumerable<CrossCheckCount> CrossChecks()
        => from count in counts
           let check = (MatrikkelCheck)(count.Key / Lacks % Checks)
           where check != MatrikkelCheck.NotChecked
           group (Check: check, Addresses: count.Value) by count.Key / OfMunicipality into ofMunicipality
           orderby ofMunicipality.Key
           let byCheck = ofMunicipality.ToLookup(c => c.Check, c => c.Addresses)
           select new CrossCheckCount(Municipality(ofMunicipality.Key), byCheck[MatrikkelCheck.Agrees].Sum(), byCheck[MatrikkelCheck.Disagrees].Sum(), byCheck[MatrikkelCheck.NotFound].Sum());

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

    private static int? Municipality(int key) => key == NoMunicipality ? null : key;

    private void Add(int key, long more) => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += more;
}
