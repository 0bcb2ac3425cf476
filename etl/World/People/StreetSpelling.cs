using System.Text;

namespace PersonEtl.Etl.World.People;

/// <summary>Writes the name of a street otherwise: as somebody else would spell it, or with a letter missing.</summary>
internal static class StreetSpelling
{
    /// <summary>Another spelling of the same name.</summary>
    public static string Vary(string name, Dice dice)
    {
        while (true)
        {
            var varied = dice.Below(8) switch
            {
                0 => name.ToUpperInvariant(),
                1 => name.ToLowerInvariant(),
                2 => name.Insert(3, "-"),
                3 => name.Insert(4, "  "),
                4 => name.Normalize(NormalizationForm.FormD),
                5 => Ending(name, "gate", dice.PerMille(500) ? "gt." : " gt"),
                6 => Ending(name, "vegen", "veien"),
                _ => Ending(name, "veien", "vegen"),
            };
            if (!string.Equals(varied, name, StringComparison.Ordinal)) return varied;
        }
    }

    /// <summary>The name without its second letter: no street bears such a name.</summary>
    public static string Damage(string name) => name.Remove(1, 1);

    private static string Ending(string name, string ending, string other) => name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] + other : name;
}
