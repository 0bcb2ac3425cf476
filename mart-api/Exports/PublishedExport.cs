namespace PersonEtl.MartApi.Exports;

/// <summary>A published generation, as far as its folder of files goes.</summary>
internal sealed class PublishedExport
{
    public int Generation { get; set; }

    /// <summary>When it was published.</summary>
    public DateTime PublishedAt { get; set; }

    /// <summary>It had changes, and so a change file.</summary>
    public bool Changed { get; set; }

    /// <summary>A publication named its full export.</summary>
    public bool Named { get; set; }

    /// <summary>A later generation hid persons and took back the full exports before it.</summary>
    public bool Withdrawn { get; set; }

    /// <summary>The served generation names its full export.</summary>
    public bool Latest { get; set; }
}
