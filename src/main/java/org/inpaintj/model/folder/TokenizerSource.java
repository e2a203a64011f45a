package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.List;

/** Where the tokenizer of a text encoder comes from. */
public sealed interface TokenizerSource {

    /** A folder that holds its files. */
    record Folder(Path path) implements TokenizerSource {

        @Override
        public List<Path> files() {
            return FolderScan.files(path);
        }
    }

    /**
     * The vocabulary of CLIP that comes with the program, for checkpoints, which carry none.
     *
     * @param padsWithEnd whether a text is filled with the token that ends it, as for OpenAI's encoder, or with id 0
     */
    record Bundled(boolean padsWithEnd) implements TokenizerSource {

        @Override
        public List<Path> files() {
            return List.of();
        }
    }

    /** The files that it is read from. */
    List<Path> files();
}
