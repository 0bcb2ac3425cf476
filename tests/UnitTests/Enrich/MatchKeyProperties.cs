using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>What holds of any street name and of any register of addresses.</summary>
public sealed class MatchKeyProperties
{
    private static readonly string[] Pieces =
        ["Skole", "kirke", "ÅS", "Čáhppes", "A\u030A", "i", "\u0307", "St.", " ", "-", "–", "'", "gt", "gt.", " gt", "v.", "V", ".", "veg", "Vegen", "vei", "gate", "gata", "G", "T", "2", "\uFFFE", "\u0345"];

    private static readonly string[] PlainPieces = ["Skole", "kirke", "ÅS", "Čáhppes", "ørret", "nedre ", "Nord-", "vegen", "veg", "vei", "gate", "gata", "lia", "2"];

    private static readonly string[] Streets = ["Skolevegen", "Skoleveien", "Skolegata", "Čáhppesluodda", "Nedre Åsgate"];

    private static readonly int[] Municipalities = [301, 5534, 5501];

    [Property(MaxTest = 2000)]
    public void A_normalised_name_is_its_own(byte[] told)
    {
        var once = Normalised(Name(told, Pieces));
        Assert.Equal(once, Normalised(once));
    }

    [Property(MaxTest = 2000)]
    public void A_normalised_text_is_its_own_whatever_it_is(string? text)
    {
        var once = Normalised(text ?? "");
        Assert.Equal(once, Normalised(once));
    }

    [Property(MaxTest = 2000)]
    public void Case_blanks_hyphens_and_composition_make_no_other_name(byte[] told, int seed)
    {
        var name = Name(told, PlainPieces);
        Assert.Equal(Key(name), Key(Varied(name, new Random(seed))));
    }

    [Property(MaxTest = 300)]
    public void Every_address_is_found_by_each_of_its_keys_in_any_spelling_and_never_in_another_unit(byte[] told, int seed)
    {
        var random = new Random(seed);
        var entries = Entries(told).ToList();
        var ladder = Ladder(entries);
        foreach (var (entry, name) in entries)
        {
            var alike = entries.Where(e => e.Entry.Municipality == entry.Municipality && e.Entry.HouseNumber == entry.HouseNumber && e.Entry.HouseLetter == entry.HouseLetter).ToList();
            var byName = alike.Where(e => Key(e.Name) == Key(name) && e.Entry.PostalCode == entry.PostalCode).Select(e => e.Entry.Unit).Distinct().ToList();
            var byCode = alike.Where(e => e.Entry.AddressCode == entry.AddressCode).Select(e => e.Entry.Unit).Distinct().ToList();
            Check(MatchRule.AddressId, [entry.Unit], Row(entry, Varied(name, random), withId: true, withCode: true));
            Check(MatchRule.StreetKey, byCode, Row(entry, Varied(name, random), withId: false, withCode: true));
            Check(MatchRule.NameKey, byName, Row(entry, Varied(name, random), withId: false, withCode: false));

            void Check(MatchRule rule, List<int> units, Address row)
            {
                var found = ladder.Find(row, entry.Municipality);
                Assert.Equal((rule, units is [var unit] ? unit : 0), (found.Rule, found.Unit));
                Assert.InRange(found.Match.Candidates, 1, entries.Count);
            }
        }
    }

    [Property(MaxTest = 300)]
    public void The_order_of_the_file_never_matters(byte[] told, int seed)
    {
        var entries = Entries(told).ToArray();
        var shuffled = entries.ToArray();
        new Random(seed).Shuffle(shuffled);
        var (one, other) = (Ladder(entries), Ladder(shuffled));
        foreach (var (entry, name) in entries)
        {
            foreach (var row in new[] { Row(entry, name, true, true), Row(entry, name, false, true), Row(entry, name, false, false), Row(entry, Streets[0], false, true), Row(entry with { HouseLetter = '\0' }, name, false, false) })
                Assert.Equal(one.Find(row, entry.Municipality), other.Find(row, entry.Municipality));
        }
    }

    private static UnitLadder Ladder(IEnumerable<(AddressEntry Entry, string Name)> entries)
    {
        var register = new AddressRegisterBuilder();
        foreach (var (entry, _) in entries) register.Add(entry);
        return new(SmallGeography.Made, register.Build(), SmallGeography.AsOf);
    }

    /// <summary>Four bytes are an address: few of everything, so that addresses share keys.</summary>
    private static IEnumerable<(AddressEntry Entry, string Name)> Entries(byte[] told)
    {
        for (var i = 0; i + 3 < told.Length; i += 4)
        {
            var municipality = Municipalities[told[i] % 3];
            var street = told[i + 1] % Streets.Length;
            var letter = (told[i + 2] % 3) switch { 0 => '\0', 1 => 'A', _ => 'Æ' };
            var unit = (municipality * 10_000) + 101 + (told[i + 3] % 2);
            var code = 10 + (street * 10);
            yield return (new(i + 1, (ushort)municipality, code, (ushort)(1 + (told[i] / 3 % 3)), letter, false, 1, 1, 0, 0, unit, Key(Streets[street]), (ushort)(150 + (told[i + 3] / 2 % 2))), Streets[street]);
        }
    }

    private static Address Row(AddressEntry entry, string name, bool withId, bool withCode) => new()
    {
        Kind = AddressKind.Present,
        Form = AddressForm.Street,
        IsValid = true,
        CadastralIdentifier = Text(withId ? entry.Id.ToString(CultureInfo.InvariantCulture) : null),
        AddressName = Text(name),
        AddressCode = Text(withCode ? entry.AddressCode.ToString("00000", CultureInfo.InvariantCulture) : null),
        HouseNumber = Text(entry.HouseNumber.ToString("000", CultureInfo.InvariantCulture)),
        HouseLetter = Text(entry.HouseLetter == '\0' ? null : char.ToLowerInvariant(entry.HouseLetter).ToString()),
        PostalCode = Text(entry.PostalCode.ToString("0000", CultureInfo.InvariantCulture)),
    };

    private static string Name(byte[] told, string[] pieces) => string.Concat(told.Select(b => pieces[b % pieces.Length]));

    private static string Varied(string name, Random random)
    {
        var varied = new StringBuilder();
        foreach (var c in name.Trim(' ', '-'))
        {
            if (c is not (' ' or '-')) varied.Append(random.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
            if (random.Next(4) == 0) varied.Append(random.Next(2) == 0 ? ' ' : '-');
        }
        return random.Next(3) == 0 ? varied.ToString().Normalize(NormalizationForm.FormD) : varied.ToString();
    }

    private static string Normalised(string name)
    {
        Span<char> text = stackalloc char[258];
        return new(text[..StreetName.Normalise(Encoding.UTF8.GetBytes(name), text)]);
    }

    private static ulong Key(string name) => StreetName.Key(Encoding.UTF8.GetBytes(name));

    private static Utf8Text Text(string? text) => Utf8Text.From(text);
}
