namespace PersonEtl.Etl.World.Nights;

/// <summary>Everybody to whom something happened, as of one night; all others are as the first night had them.</summary>
internal sealed record Lives(IReadOnlyDictionary<int, Life> All, int Night, int Newcomers)
{
    public Life? Of(int index) => All.GetValueOrDefault(index);

    /// <summary>Index of the first newcomer: even, so that nobody of the first night is the other half of a pair.</summary>
    public static int FirstNewcomer(int persons) => persons + (persons % 2);

    /// <summary>One beyond the last index.</summary>
    public int End(int persons) => Newcomers == 0 ? persons : FirstNewcomer(persons) + Newcomers;
}
