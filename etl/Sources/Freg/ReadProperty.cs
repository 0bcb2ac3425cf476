using System.Text.Json;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>Reads the value that the reader stands on into the target; leaves the reader on the value's last token.</summary>
internal delegate void ReadProperty<in T>(ref Utf8JsonReader reader, T target, FregDocument document);
