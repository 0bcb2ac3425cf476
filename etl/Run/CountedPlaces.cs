namespace PersonEtl.Etl.Run;

/// <summary>What a run counted by municipality that later ones are compared with; of a first night nothing.</summary>
internal sealed record CountedPlaces(IReadOnlyList<PlaceRate> Rates, IReadOnlyList<PlaceCount> Residents)
{
    public static readonly CountedPlaces None = new([], []);
}
