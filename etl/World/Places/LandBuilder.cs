namespace PersonEtl.Etl.World.Places;

/// <summary>Builds streets and addresses on the units: one street in six crosses a border between units, as in Elverum's file.</summary>
internal sealed class LandBuilder
{
    private const int LeastCadastral = 4;

    private readonly WorldOptions options;
    private readonly IReadOnlyList<Municipality> municipalities;
    private readonly List<Unit> units = [];
    private readonly List<Street> streets = [];
    private readonly Address[] addresses;
    private int next;

    private LandBuilder(WorldOptions options)
    {
        this.options = options;
        municipalities = UnitPlan.Build(options.Persons, options.LandDay);
        addresses = new Address[Math.Max(2000, (int)(options.Persons * 0.45))];
    }

    public static Land Build(WorldOptions options)
    {
        var builder = new LandBuilder(options);
        builder.Fill();
        return new(options.LandDay, builder.municipalities, builder.units, builder.streets, builder.addresses);
    }

    private void Fill()
    {
        // every unit has at least one street address, so that small worlds hold all districts, and every municipality some cadastral ones
        var spare = addresses.Length - municipalities.Sum(m => m.Units.Count + LeastCadastral);
        var inhabitants = municipalities.Sum(m => (double)m.Inhabitants);
        var before = 0d;
        foreach (var municipality in municipalities)
        {
            var share = (int)(spare * (before + municipality.Inhabitants) / inhabitants) - (int)(spare * before / inhabitants);
            before += municipality.Inhabitants;
            Fill(municipality, municipality.Units.Count + LeastCadastral + share);
        }
        if (next != addresses.Length) throw new InvalidOperationException($"Addresses laid out: expected {addresses.Length}, found {next}.");
    }

    private void Fill(Municipality municipality, int count)
    {
        var firstUnit = units.Count;
        units.AddRange(municipality.Units);
        municipality.FirstAddress = next;
        municipality.AddressCount = count;
        municipality.FirstStreet = streets.Count;
        var dice = new Dice(this.options.Seed, DiceSubject.Streets, municipality.Index);
        var cadastral = Math.Max((count - municipality.Units.Count) * 3 / 100, LeastCadastral);
        var perUnit = Shares(municipality, count - cadastral);
        FillStreets(municipality, firstUnit, perUnit, dice);
        municipality.FirstCadastral = next;
        FillCadastral(municipality, firstUnit, cadastral, dice);
        municipality.StreetCount = streets.Count - municipality.FirstStreet;
    }

    private static int[] Shares(Municipality municipality, int count)
    {
        var weights = municipality.Units.Select(u => ServiceDistricts.IsElsewhere(u) ? 0.1 : 1d).ToArray();
        var total = weights.Sum();
        var shares = new int[weights.Length];
        var before = 0d;
        var beyond = count - weights.Length;
        for (var u = 0; u < weights.Length; u++)
        {
            shares[u] = 1 + (int)(beyond * (before + weights[u]) / total) - (int)(beyond * before / total);
            before += weights[u];
        }
        return shares;
    }

    private void FillStreets(Municipality municipality, int firstUnit, int[] perUnit, Dice dice)
    {
        // at most some thousands of streets in a municipality, longer ones in large worlds
        var usual = Math.Max(14, perUnit.Sum() / 3000);
        var (first, house, letters, unit, title) = (next, 1, 0, 0, 0);
        var wanted = dice.Between(usual / 2, usual * 3 / 2);
        for (; unit < perUnit.Length; unit++)
        {
            for (var n = 0; n < perUnit[unit]; n++)
            {
                if (next > first && next - first >= wanted && letters == 0) Close();
                ref var address = ref addresses[next];
                address.Street = streets.Count;
                address.Unit = firstUnit + unit;
                if (letters == 0)
                {
                    if (next > first) house += dice.Between(1, 2);
                    if (dice.PerMille(60)) letters = dice.Between(2, 4);
                    // several addresses on one cadastral number
                    if (letters == 0 && !dice.PerMille(150)) title++;
                    if (letters > 0) title++;
                }
                address.Number = (short)house;
                if (letters > 0) address.Letter = NextLetter(first, house);
                if (letters > 0) letters--;
                (address.Land, address.Title) = (1 + (title / 250), 1 + (title % 250));
                Finish(ref address);
            }
            var crosses = unit + 1 < perUnit.Length && municipality.Units[unit].Lineage == municipality.Units[unit + 1].Lineage && dice.PerMille(700);
            if (!crosses && next > first) Close();
        }
        if (next > first) Close();

        void Close()
        {
            var n = streets.Count - municipality.FirstStreet;
            var main = addresses[next - 1].Unit;
            var lineage = units[main].Lineage;
            // two neighbours had each other's code
            var renumbered = (lineage != municipality.Parts[0] ? dice.PerMille(400) : dice.PerMille(30)) && n % 2 == 1 && units[addresses[first - 1].Unit].Lineage == lineage;
            if (renumbered) streets[^1] = streets[^1] with { FormerCode = StreetCode(n) };
            streets.Add(new(municipality, PlaceNames.Street(municipality, n), StreetCode(n), renumbered ? StreetCode(n - 1) : 0, first, next - first, addresses[first].Unit != main));
            (first, house, letters) = (next, 1, 0);
            wanted = dice.Between(usual / 2, usual * 3 / 2);
        }
    }

    private byte NextLetter(int first, int house)
        => next > first && addresses[next - 1].Number == house && addresses[next - 1].Letter != 0 ? (byte)(addresses[next - 1].Letter + 1) : (byte)'A';

    private static int StreetCode(int n) => 1000 + (n * Land.StreetCodeStep);

    private void FillCadastral(Municipality municipality, int firstUnit, int count, Dice dice)
    {
        var streetsFrom = municipality.FirstAddress;
        var streetsTo = next;
        var title = 0;
        while (count > 0)
        {
            var unit = dice.Below(municipality.Units.Count);
            var (land, number) = (700 + (title / 60), 1 + (title % 60));
            title++;
            var leasehold = dice.PerMille(150) ? dice.Between(1, 300) : 0;
            var group = count >= 2 && dice.PerMille(250) ? Math.Min(count, dice.Between(2, 4)) : 1;
            var acrossUnits = group > 1 && municipality.Units.Count > 1 && dice.PerMille(500);
            var sharedWith = -1;
            if (group == 1 && streetsTo > streetsFrom && dice.PerMille(150))
            {
                sharedWith = streetsFrom + dice.Below(streetsTo - streetsFrom);
                if (addresses[sharedWith].Unit == firstUnit + unit || addresses[sharedWith].SharesTitleAcrossKinds) sharedWith = -1;
            }
            if (sharedWith >= 0)
            {
                (land, number, leasehold) = (addresses[sharedWith].Land, addresses[sharedWith].Title, 0);
                for (var a = streetsFrom; a < streetsTo; a++)
                {
                    if (addresses[a].Land == land && addresses[a].Title == number) addresses[a].SharesTitleAcrossKinds = true;
                }
            }
            for (var sub = 1; sub <= group; sub++, count--)
            {
                ref var address = ref addresses[next];
                address.Street = -1;
                address.Unit = firstUnit + (acrossUnits ? (unit + sub) % municipality.Units.Count : unit);
                (address.Land, address.Title, address.Leasehold, address.Sub) = (land, number, (short)leasehold, (short)(group > 1 ? sub : 0));
                address.SharesTitleAcrossKinds = sharedWith >= 0;
                Finish(ref address);
            }
        }
    }

    private void Finish(ref Address address)
    {
        var dice = new Dice(this.options.Seed, DiceSubject.Addresses, next);
        // one in fifteen beyond 32 bits
        address.Id = dice.PerMille(65) ? 6_340_000_000 + (next * 11L) + dice.Below(11) : 120_000_000 + (next * 13L) + dice.Below(13);
        address.UnitWithheld = dice.PerMille(4);
        next++;
    }
}
