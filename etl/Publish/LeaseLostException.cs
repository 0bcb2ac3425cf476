namespace PersonEtl.Etl.Publish;

/// <summary>Another run took the lease, because this one had not renewed it in time.</summary>
internal sealed class LeaseLostException(string? taker = null)
    : Exception($"This run lost the right to publish: it did not renew its lease in time, for its process or machine stood still or PostgreSQL was out of reach, and {taker ?? "another run"} took over. Nothing of it was published after that; `status` shows what is served.");
