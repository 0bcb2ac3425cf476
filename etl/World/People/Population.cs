using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.World.People;

/// <summary>Derives the n-th person of a world by itself; persons 2k and 2k + 1 are of nearly the same age and may be a couple.</summary>
internal sealed class Population
{
    /// <summary>Places kept free on each day for former numbers and for numbers that FREG doesn't know.</summary>
    private const int Spare = 40;

    private readonly WorldOptions options;
    private readonly DateOnly asOf;
    private readonly int half;
    private readonly int step;
    private readonly int shift;
    private readonly IdentityNumbers numbers;

    public Population(WorldOptions options)
    {
        this.options = options;
        asOf = options.PeopleDay;
        half = (options.Persons + 1) / 2;
        numbers = new(options.Seed, half * 2, asOf.AddDays(-20));
        var dice = new Dice(options.Seed, DiceSubject.Numbers, 0);
        shift = dice.Below(half);
        step = Coprime(half, dice);
    }

    public SyntheticPerson this[int index]
    {
        get
        {
            var (born, place) = Place(index);
            var dice = new Dice(this.options.Seed, DiceSubject.Person, index);
            var kind = Kind(born, dice);
            var left = Left(kind, born, dice);
            var number = numbers.Number(born, place, kind == PersonKind.DNumber);
            var grading = kind is PersonKind.Resident or PersonKind.Dead ? Grade(dice) : Grading.Unclassified;
            var since = dice.Between(Later(born, new(2012, 1, 1)), (left ?? asOf).AddDays(-20));
            return new(index, number, Earlier(kind, born, place, dice), born, (number[8] - '0') % 2 == 0, kind, left, grading, since);
        }
    }

    /// <summary>A number that stands in no FREG document, or null: not every day of birth has one to spare.</summary>
    public string? StrangerOf(int index)
    {
        var (born, place) = Place(index);
        return place < Spare ? numbers.Number(born, numbers.PlacesOn(born) + Spare + place, dNumber: false) : null;
    }

    /// <summary>A number of the person's day of birth that nobody had on the first night, or null; a block is given to one purpose only.</summary>
    public string? SpareOf(int index, SpareBlock block, bool dNumber)
    {
        var (born, place) = Place(index);
        return place < Spare ? numbers.Number(born, numbers.PlacesOn(born) + (Spare * (int)block) + place, dNumber) : null;
    }

    /// <summary>The fødselsnummer that one with a D-number gets.</summary>
    public string AfterDNumber(int index)
    {
        var (born, place) = Place(index);
        return numbers.Number(born, place, dNumber: false);
    }

    /// <summary>The number of the n-th child of a day after the first night's last.</summary>
    public string OfChild(DateOnly born, int place) => numbers.Number(born, place, dNumber: false);

    /// <summary>The first day whose children the first night doesn't know.</summary>
    public DateOnly FirstUnknownBirth => asOf.AddDays(-19);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private (DateOnly Born, int Place) Place(int index)
    {
        var pair = (int)((((long)(index >> 1) * step) + shift) % half);
        // the partner's place is some years further on
        return numbers.Find((index & 1) == 0 ? 2 * pair : (2 * (int)((pair + ((long)half / 60)) % half)) + 1);
    }

    private PersonKind Kind(DateOnly born, Dice dice)
    {
        if (born > asOf.AddDays(-60)) return dice.PerMille(200) ? PersonKind.AtBirth : PersonKind.Resident;
        var year = born.Year;
        var dead = year < 1925 ? 1000 : year < 1935 ? 900 : year < 1945 ? 500 : year < 1955 ? 180 : year < 1965 ? 90 : year < 1985 ? 25 : 5;
        if (dice.PerMille(dead)) return PersonKind.Dead;
        return dice.Below(1000) switch
        {
            < 845 => PersonKind.Resident,
            < 925 => PersonKind.DNumber,
            < 978 => born < asOf.AddDays(-400) ? PersonKind.Emigrated : PersonKind.Resident,
            < 988 => PersonKind.Discontinued,
            < 993 => PersonKind.Disappeared,
            _ => PersonKind.NotResident,
        };
    }

    private DateOnly? Left(PersonKind kind, DateOnly born, Dice dice)
    {
        var last = asOf.AddDays(-20);
        switch (kind)
        {
            case PersonKind.Emigrated:
                return dice.Between(Later(born.AddDays(200), new(2008, 1, 1)), last);
            case PersonKind.Dead when born.Year < 1955:
                var died = born.AddDays(dice.Between(52 * 365, 97 * 365));
                var from = Later(born.AddDays(50 * 365), new(1996, 1, 1));
                return died < from ? dice.Between(from, from.AddDays(4000)) : died > last ? dice.Between(last.AddDays(-3000), last) : died;
            case PersonKind.Dead:
                return dice.Between(Later(born.AddDays(1), new(1996, 1, 1)), last);
            default:
                return null;
        }
    }

    private static Grading Grade(Dice dice) => dice.Below(1000) switch
    {
        < 6 => Grading.Confidential,
        < 9 => Grading.StrictlyConfidential,
        < 12 => Grading.ClientAddress,
        _ => Grading.Unclassified,
    };

    private string[] Earlier(PersonKind kind, DateOnly born, int place, Dice dice)
    {
        if (kind is PersonKind.DNumber or PersonKind.Discontinued) return [];
        var roll = dice.Below(1000);
        var former = place < Spare ? [numbers.Number(born, numbers.PlacesOn(born) + place, dNumber: false)] : (string[])[];
        string[] temporary = [numbers.Number(born, place, dNumber: true)];
        return roll switch
        {
            < 30 => temporary,
            < 40 => former,
            < 43 => [.. former, .. temporary],
            _ => [],
        };
    }

    private static int Coprime(int of, Dice dice)
    {
        if (of <= 2) return 1;
        while (true)
        {
            var candidate = dice.Between(of / 3, of - 1);
            if (candidate > 0 && Gcd(candidate, of) == 1) return candidate;
        }
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
