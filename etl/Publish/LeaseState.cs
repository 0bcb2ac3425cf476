namespace PersonEtl.Etl.Publish;

/// <summary>The lease as it is stored; <see cref="Lives"/> tells whether any session of its holder is there.</summary>
internal sealed class LeaseState
{
    public long Fence { get; set; }

    public string? Holder { get; set; }

    public DateTime? RenewedAt { get; set; }

    public DateTime? ExpiresAt { get; set; }

    public bool Expired { get; set; }

    public bool Lives { get; set; }

    public int[]? BackendPids { get; set; }

    /// <summary>A holder without any session is dead, whatever time it had left: a living one keeps the session open that renews.</summary>
    public bool MayBeTaken => Expired || !Lives;
}
