//! Outputs: standard output, files written whole or not at all, messages.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where results go.
pub(crate) enum Sink {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A temporary file beside its place, renamed when all is written.
    File {
        file: BufWriter<tempfile::NamedTempFile>,
        path: PathBuf,
    },
    /// A device or a pipe: nothing to rename there.
    Device {
        file: BufWriter<File>,
        path: PathBuf,
    },
    Nowhere,
}

impl Sink {
    pub(crate) fn stdout() -> Self {
        Self::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
    }

    /// A file, or the one that a link leads to; a device or a pipe is written to as it stands.
    pub(crate) fn file(path: &Path) -> Result<Self> {
        if path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            let file = File::options().write(true).open(path).with_context(|| format!("cannot write {}", path.display()))?;
            return Ok(Self::Device { file: BufWriter::new(file), path: path.to_owned() });
        }
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}; name a folder that is no file and may be written", folder.display()))?;
        let file = temporary(folder)
            .with_context(|| format!("cannot write into {}; check its permissions and the room on the disk", folder.display()))?;
        Ok(Self::File { file: BufWriter::with_capacity(1 << 16, file), path: path.to_owned() })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.write_all(bytes).with_context(|| self.failed())
    }

    /// What to say where it takes no more.
    pub(crate) fn failed(&self) -> String {
        match self {
            Self::File { path, .. } | Self::Device { path, .. } => format!("cannot write {}; is the disk full?", path.display()),
            Self::Stdout(_) | Self::Nowhere => "cannot write to standard output".to_owned(),
        }
    }

    /// Ends the output; only now does a file appear under its name.
    pub(crate) fn finish(self) -> Result<()> {
        let said = self.failed();
        match self {
            Self::Stdout(mut out) => out.flush().context(said),
            Self::Device { mut file, .. } => file.flush().context(said),
            Self::File { file, path } => {
                let failed = || said.clone();
                let file = file.into_inner().map_err(io::IntoInnerError::into_error).with_context(failed)?;
                file.as_file().sync_all().with_context(failed)?;
                file.persist(&path).map_err(|e| e.error).with_context(failed)?;
                Ok(())
            }
            Self::Nowhere => Ok(()),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File { file, .. } => file.write(bytes),
            Self::Device { file, .. } => file.write(bytes),
            Self::Nowhere => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File { file, .. } => file.flush(),
            Self::Device { file, .. } => file.flush(),
            Self::Nowhere => Ok(()),
        }
    }
}

/// A file that others may read as the user's settings say, once it has its name.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Whether the reader of standard output went away: that is no failure.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

/// Prints an error with its causes on one line.
pub(crate) fn complain(error: &anyhow::Error) {
    say(&format!("error: {error:#}"));
}

/// Prints a notice to standard error; nobody listening is no failure.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "copydesk: {text}");
}
