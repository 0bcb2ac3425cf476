namespace PersonEtl.Etl.Run.Planning;

/// <summary>A municipality as current addresses have it, or a unit with its districts; each as the mart serves it.</summary>
internal sealed class PlaceRow
{
    public string Key { get; set; } = "";

    public string? Name { get; set; }

    public string? FirstCode { get; set; }

    public string? FirstName { get; set; }

    public string? SecondCode { get; set; }

    public string? SecondName { get; set; }
}
