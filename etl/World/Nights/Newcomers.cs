using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Nights;

/// <summary>Makes the persons that the first night didn't have, with numbers that nobody had.</summary>
internal sealed class Newcomers(WorldOptions options, Population population, NightDays days)
{
    /// <summary>A day has some 410 numbers with valid check digits.</summary>
    private const int MostChildren = 400;

    private const int Attempts = 50;

    private readonly Dictionary<DateOnly, int> children = [];
    private readonly HashSet<int> taken = [];

    public int Count { get; private set; }

    /// <summary>A child of the last weeks, or null when the days have no numbers left.</summary>
    public SyntheticPerson? Child(int night, Dice dice)
    {
        var last = days.Before(night);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var born = last.AddDays(-dice.Below(18));
            var place = children.GetValueOrDefault(born);
            if (born < population.FirstUnknownBirth || place >= MostChildren) continue;
            children[born] = place + 1;
            return Person(population.OfChild(born, place), born, PersonKind.Resident);
        }
        return null;
    }

    /// <summary>An adult from abroad, or null when no number was found.</summary>
    public SyntheticPerson? Adult(Dice dice)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var like = population[dice.Below(options.Persons)];
            var kind = dice.PerMille(300) ? PersonKind.DNumber : PersonKind.NotResident;
            if (like.Born.Year is < 1950 or > 2007 || taken.Contains(like.Index)) continue;
            if (population.SpareOf(like.Index, SpareBlock.Newcomer, kind == PersonKind.DNumber) is not { } number) continue;
            taken.Add(like.Index);
            return Person(number, like.Born, kind);
        }
        return null;
    }

    private SyntheticPerson Person(string number, DateOnly born, PersonKind kind)
        => new(Lives.FirstNewcomer(options.Persons) + Count++, number, [], born, (number[8] - '0') % 2 == 0, kind, null, Grading.Unclassified, born);
}
