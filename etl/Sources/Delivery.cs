namespace PersonEtl.Etl.Sources;

/// <summary>A complete delivery in the landing folder: its folder and its manifest.</summary>
internal sealed record Delivery(string Folder, Manifest Manifest)
{
    /// <summary>The folder's name: source, instant and kind, never anything of a person.</summary>
    public string Name => Path.GetFileName(Folder);

    public string PathOf(DeliveryFile file) => Path.Combine(Folder, file.Name);
}
